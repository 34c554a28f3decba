import { expect, it } from 'vitest';
import { createFakeClock } from '../platform/fake-clock.ts';
import type { Platform } from '../platform/platform.ts';
import { aLogger } from '../testing/a-logger.ts';
import { createMemoryStore } from './memory-store.ts';
import { openStorage } from './open-storage.ts';

function aPlace(openStore: Platform['openStore']) {
  const logger = aLogger();
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
  return { logger, platform, warnings: logger.warnings };
}

it('uses the platform’s store unless it is told otherwise', async () => {
  const inner = createMemoryStore();
  const { logger, platform } = aPlace(() => inner);
  await openStorage(undefined, platform, logger).set('a', '1');
  await openStorage('memory', platform, logger).set('a', '2');
  expect(await inner.get('a')).toBe('1');
});

it('goes on in memory where there is no store, and warns only when one was asked for', async () => {
  const { logger, platform, warnings } = aPlace(undefined);
  const silent = openStorage(undefined, platform, logger);
  await silent.set('a', '1');
  expect(await silent.get('a')).toBe('1');
  expect(warnings).toEqual([]);
  openStorage('indexeddb', platform, logger);
  expect(warnings).toHaveLength(1);
});

it('uses the application’s own storage, and survives its faults', async () => {
  const { logger, platform, warnings } = aPlace(undefined);
  const storage = {
    get: () => {
      throw new Error('gone');
    },
    set: () => undefined,
    delete: () => undefined,
  };
  const store = openStorage(storage, platform, logger);
  expect(await store.get('a')).toBeUndefined();
  await store.set('a', '1');
  expect(await store.get('a')).toBe('1');
  expect(warnings).toHaveLength(1);
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
  const { logger, platform } = aPlace(undefined);
  const storage = anApplicationStorage();
  const earlier = openStorage(storage, platform, logger);
  await Promise.all(['a/1', 'a/2', 'b/1'].map((key) => earlier.set(key, key)));
  const { entries, get, set, delete: remove } = storage;
  const later = openStorage({ get, set, delete: remove }, platform, logger);
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
  const { logger, platform } = aPlace(undefined);
  const storage = anApplicationStorage();
  const [one, two] = [openStorage(storage, platform, logger), openStorage(storage, platform, logger)];
  await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? one : two).set(`a/${index}`, '')));
  await one.deleteAll('a/');
  expect([...storage.entries.keys()]).toEqual(['theirs']);
});

it('begins a new index where the old one cannot be read', async () => {
  const { logger, platform, warnings } = aPlace(undefined);
  const storage = anApplicationStorage();
  storage.entries.set('goff-web/1/index', '{');
  const store = openStorage(storage, platform, logger);
  await store.set('a/1', '');
  await store.deleteAll('a/');
  expect([...storage.entries.keys()]).toEqual(['theirs']);
  expect(warnings).toEqual([]);
});
