import { expect, it } from 'vitest';
import { createFakeClock } from '../platform/fake-clock.ts';
import type { Platform } from '../platform/platform.ts';
import { createMemoryStore } from './memory-store.ts';
import { openStorage } from './open-storage.ts';

function aPlace(openStore: Platform['openStore']) {
  const faults: unknown[] = [];
  const onFault = (error?: unknown) => void faults.push(error);
  const platform: Platform = {
    clock: createFakeClock(),
    random: () => 0.5,
    fetch: () => new Promise(() => undefined),
    requestInit: {},
    sha1Hex: undefined,
    page: undefined,
    loadWatch: undefined,
    isLockHeld: undefined,
    loadCourier: () => Promise.reject(new Error('none')),
    openStore,
  };
  return { faults, onFault, platform };
}

it('uses the platform’s store unless it is told otherwise', async () => {
  const inner = createMemoryStore();
  const { onFault, platform } = aPlace(() => inner);
  await openStorage(undefined, platform, onFault).set('a', '1');
  await openStorage('memory', platform, onFault).set('a', '2');
  expect(await inner.get('a')).toBe('1');
});

it('goes on in memory where there is no store, and tells only when one was asked for', async () => {
  const { faults, onFault, platform } = aPlace(undefined);
  const silent = openStorage(undefined, platform, onFault);
  await silent.set('a', '1');
  expect(await silent.get('a')).toBe('1');
  expect(faults).toEqual([]);
  openStorage('indexeddb', platform, onFault);
  expect(faults).toHaveLength(1);
});

it('uses the application’s own storage, and survives its faults', async () => {
  const { faults, onFault, platform } = aPlace(undefined);
  const storage = {
    get: () => {
      throw new Error('gone');
    },
    set: () => undefined,
    delete: () => undefined,
  };
  const store = openStorage(storage, platform, onFault);
  expect(await store.get('a')).toBeUndefined();
  await store.set('a', '1');
  expect(await store.get('a')).toBe('1');
  expect(faults).toHaveLength(1);
});

function anApplicationStorage() {
  const entries = new Map([['theirs', 'x']]);
  return {
    entries,
    get: async (key: string) => entries.get(key),
    set: async (key: string, value: string) => void entries.set(key, value),
    delete: async (key: string) => void entries.delete(key),
  };
}

it('deletes by prefix from the application’s own storage what an earlier page has put there, and nothing else', async () => {
  const { onFault, platform } = aPlace(undefined);
  const storage = anApplicationStorage();
  const earlier = openStorage(storage, platform, onFault);
  await Promise.all(['a/1', 'a/2', 'b/1'].map((key) => earlier.set(key, key)));
  const { entries, get, set, delete: remove } = storage;
  const later = openStorage({ get, set, delete: remove }, platform, onFault);
  await later.deleteAll('a/');
  expect([await later.get('a/1'), await later.get('a/2'), await later.get('b/1')]).toEqual([
    undefined,
    undefined,
    'b/1',
  ]);
  await later.deleteAll('');
  expect([...entries.keys()]).toEqual(['theirs']);
});

it('loses track of no entry when two providers write to one storage at once', async () => {
  const { onFault, platform } = aPlace(undefined);
  const storage = anApplicationStorage();
  const [one, two] = [openStorage(storage, platform, onFault), openStorage(storage, platform, onFault)];
  await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? one : two).set(`a/${index}`, '')));
  await one.deleteAll('a/');
  expect([...storage.entries.keys()]).toEqual(['theirs']);
});

it('begins a new index where the old one cannot be read', async () => {
  const { faults, onFault, platform } = aPlace(undefined);
  const storage = anApplicationStorage();
  storage.entries.set('goff-web/1/index', '{');
  const store = openStorage(storage, platform, onFault);
  await store.set('a/1', '');
  await store.deleteAll('a/');
  expect([...storage.entries.keys()]).toEqual(['theirs']);
  expect(faults).toEqual([]);
});
