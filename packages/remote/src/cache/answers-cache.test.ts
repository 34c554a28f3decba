import { createMemoryStore, type KeyValueStore, type StoredBody } from '@goff-web/internal';
import { expect, it } from 'vitest';
import { type AnswersOwner, createAnswersCache } from './answers-cache.ts';

const NOW = 1_750_000_000_000;
const WEEK = 604_800_000;
const OWNER: AnswersOwner = { endpoint: 'https://relay.test', apiKey: 'key-1', flagList: [] };

/** A store that can be listed, as a curious person lists it. */
function aListedStore() {
  const entries = new Map<string, string>();
  const inner = createMemoryStore();
  const store: KeyValueStore = {
    ...inner,
    get: async <T>(key: string) => entries.get(key) as T | undefined,
    set: async (key, value) => void entries.set(key, value as string),
    delete: async (key) => void entries.delete(key),
    deleteAll: async (prefix) => {
      for (const key of entries.keys()) if (key.startsWith(prefix)) entries.delete(key);
    },
  };
  return { entries, store };
}

const aBody = (body: string): StoredBody => ({
  body,
  entityTag: `"${body}"`,
  lastModifiedMs: undefined,
  savedAtMs: NOW,
});
const aCache = (store: KeyValueStore, maxContexts = 20, owner = OWNER, nowMs = NOW) =>
  createAnswersCache(store, owner, { maxContexts, maxAgeMs: WEEK }, () => nowMs);

it('gives back the answers of exactly the context they were kept for', async () => {
  const { store } = aListedStore();
  await aCache(store).write('alice', aBody('a'));
  await aCache(store).write('bob', aBody('b'));
  expect((await aCache(store).read('alice'))?.body).toBe('a');
  expect((await aCache(store).read('bob'))?.body).toBe('b');
  expect(await aCache(store).read('carol')).toBeUndefined();
});

it('keeps owners apart', async () => {
  const { store } = aListedStore();
  await aCache(store).write('alice', aBody('a'));
  for (const change of [{ endpoint: 'https://other.test' }, { apiKey: 'key-2' }, { flagList: ['x'] }]) {
    expect(await aCache(store, 20, { ...OWNER, ...change }).read('alice')).toBeUndefined();
  }
});

it('lets the least recently written go beyond the limit', async () => {
  const { entries, store } = aListedStore();
  const cache = aCache(store, 2);
  for (const name of ['a', 'b', 'a', 'c']) await cache.write(name, aBody(name));
  expect((await cache.read('a'))?.body).toBe('a');
  expect(await cache.read('b')).toBeUndefined();
  expect((await cache.read('c'))?.body).toBe('c');
  expect([...entries.keys()].filter((name) => name.includes('/answers/of/'))).toHaveLength(2);
});

it('keeps the list whole when many are written at once', async () => {
  const { entries, store } = aListedStore();
  const cache = aCache(store, 50);
  await Promise.all(Array.from({ length: 30 }, (_, index) => cache.write(`user-${index}`, aBody('x'))));
  await cache.drop();
  expect([...entries.keys()].filter((name) => !name.includes('/secret/'))).toEqual([]);
});

it('drops what its key brought, and nothing of another key or relay proxy', async () => {
  const { store } = aListedStore();
  const others = [{ endpoint: 'https://other.test' }, { apiKey: 'key-2' }].map((change) => ({ ...OWNER, ...change }));
  for (const owner of [OWNER, ...others]) await aCache(store, 20, owner).write('alice', aBody('a'));
  await aCache(store).drop();
  expect(await aCache(store).read('alice')).toBeUndefined();
  for (const owner of others) expect(await aCache(store, 20, owner).read('alice')).toBeDefined();
});

it('deletes what is too old or damaged', async () => {
  const { entries, store } = aListedStore();
  await aCache(store).write('alice', aBody('a'));
  expect(await aCache(store, 20, OWNER, NOW + WEEK + 1).read('alice')).toBeUndefined();
  expect([...entries.keys()].filter((name) => name.includes('/answers/of/'))).toEqual([]);
});

it('names entries so that neither key nor context can be read or guessed', async () => {
  const [first, second] = [aListedStore(), aListedStore()];
  await aCache(first.store).write('{"targetingKey":"alice@example.com"}', aBody('a'));
  await aCache(second.store).write('{"targetingKey":"alice@example.com"}', aBody('a'));
  const answerNames = (entries: Map<string, string>) =>
    [...entries.keys()].filter((name) => name.includes('/answers/of/'));
  expect(answerNames(first.entries)).not.toEqual(answerNames(second.entries));
  const everything = JSON.stringify([...first.entries]);
  expect(everything).not.toContain('alice');
  expect(everything).not.toContain('key-1');
});
