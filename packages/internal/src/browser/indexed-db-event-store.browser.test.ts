import { beforeEach, expect, it } from 'vitest';
import { connectIndexedDb } from './indexed-db-connection.ts';
import { createIndexedDbEventStore, EVENTS_DATABASE_NAME } from './indexed-db-event-store.ts';

beforeEach(async () => {
  await new Promise<void>((resolve, reject) => {
    const request = indexedDB.deleteDatabase(EVENTS_DATABASE_NAME);
    request.onsuccess = () => resolve();
    request.onerror = () => reject(request.error);
  });
});

it('writes and deletes together, and lists what begins alike in order', async () => {
  const store = createIndexedDbEventStore(connectIndexedDb);
  await store.change(
    [
      ['mine/2', 'b'],
      ['mine/1', 'a'],
      ['other/1', 'c'],
    ],
    [],
  );
  expect(await store.keys('mine/')).toEqual(['mine/1', 'mine/2']);
  await store.change([['mine/3', 'd']], ['mine/1', 'mine/unheard-of']);
  expect(await store.keys('mine/')).toEqual(['mine/2', 'mine/3']);
  expect(await store.read(['mine/3', 'mine/1', 'mine/2'])).toEqual(['d', undefined, 'b']);
  store.close();
});

it('has a change under way when it returns: another page finds it without anybody waiting', async () => {
  const closing = createIndexedDbEventStore(connectIndexedDb);
  await closing.keys('');
  void closing.change([['mine/1', 'a']], []);
  const next = createIndexedDbEventStore(connectIndexedDb);
  expect(await next.keys('')).toEqual(['mine/1']);
  closing.close();
  next.close();
});
