import { expect, it, vi } from 'vitest';
import { createIndexedDbStore, DATABASE_NAME } from './indexed-db-store.ts';

function finished(request: IDBRequest): Promise<void> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
}

it('keeps text and bytes across connections', async () => {
  const first = createIndexedDbStore();
  await first.set('a', '1');
  await first.set('bytes', Uint8Array.of(0, 97, 115, 109).buffer);
  first.close();
  const second = createIndexedDbStore();
  expect(await second.get('a')).toBe('1');
  expect(new Uint8Array((await second.get('bytes')) as ArrayBuffer)).toEqual(Uint8Array.of(0, 97, 115, 109));
  expect(await first.get('a')).toBe('1');
  await second.delete('a');
  expect(await first.get('a')).toBeUndefined();
});

it('deletes all that begins with a prefix, and nothing else', async () => {
  const store = createIndexedDbStore();
  for (const key of ['a', 'a/', 'a/1', 'a/é\u{1F600}', 'a0', 'b/1']) await store.set(key, key);
  await store.deleteAll('a/');
  const left = await Promise.all(['a', 'a/', 'a/1', 'a/é\u{1F600}', 'a0', 'b/1'].map((key) => store.get(key)));
  expect(left).toEqual(['a', undefined, undefined, undefined, 'a0', 'b/1']);
  await store.deleteAll('');
});

it('does not stand in the way of a deletion, and begins anew after it', async () => {
  const store = createIndexedDbStore();
  await store.set('a', '1');
  await finished(indexedDB.deleteDatabase(DATABASE_NAME));
  expect(await store.get('a')).toBeUndefined();
  await store.set('a', '2');
  expect(await store.get('a')).toBe('2');
});

it('opens its database before its first use, and once', async () => {
  const opened = vi.spyOn(IDBFactory.prototype, 'open');
  try {
    const store = createIndexedDbStore();
    expect(opened).toHaveBeenCalledOnce();
    await store.get('a');
    expect(opened).toHaveBeenCalledOnce();
  } finally {
    opened.mockRestore();
  }
});

it('is made where storage is refused at once, and its first use tells of it', async () => {
  const refused = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
    throw new DOMException('', 'SecurityError');
  });
  try {
    await expect(createIndexedDbStore().get('a')).rejects.toThrow(DOMException);
  } finally {
    refused.mockRestore();
  }
});
