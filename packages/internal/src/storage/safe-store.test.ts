import { expect, it } from 'vitest';
import { createFakeClock } from '../platform/fake-clock.ts';
import type { KeyValueStore } from './key-value-store.ts';
import { createMemoryStore } from './memory-store.ts';
import { createSafeStore } from './safe-store.ts';

function aStoreWith(fault: Partial<KeyValueStore>): KeyValueStore {
  return { ...createMemoryStore(), ...fault };
}

it('passes everything through while the inner store works', async () => {
  const inner = createMemoryStore();
  const store = createSafeStore(inner, () => undefined, createFakeClock());
  await store.set('a', '1');
  expect(await inner.get('a')).toBe('1');
  await store.delete('a');
  expect(await store.get('a')).toBeUndefined();
});

it('tells and goes on in memory when the quota is exhausted', async () => {
  const faults: unknown[] = [];
  const set = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
  const store = createSafeStore(aStoreWith({ set }), (error) => faults.push(error), createFakeClock());
  await store.set('a', '1');
  await store.set('b', '2');
  expect(await store.get('a')).toBe('1');
  expect(await store.get('b')).toBe('2');
  expect(faults).toHaveLength(1);
});

it('deletes from the device what it kept before it broke: what is to be forgotten must not stay', async () => {
  const inner = createMemoryStore();
  const set = (key: string, value: string | ArrayBuffer) =>
    key === 'b' ? Promise.reject(new DOMException('full', 'QuotaExceededError')) : inner.set(key, value);
  const faults: unknown[] = [];
  const store = createSafeStore({ ...inner, set }, (error) => faults.push(error), createFakeClock());
  for (const key of ['a', 'b', 'c', 'd']) await store.set(key, '1');
  await inner.set('d', 'from an earlier page');
  await store.delete('d');
  await store.deleteAll('a');
  expect([await inner.get('a'), await inner.get('d')]).toEqual([undefined, undefined]);
  expect([await store.get('b'), await store.get('c'), await store.get('d')]).toEqual(['1', '1', undefined]);
  expect(faults).toHaveLength(1);
});

it('survives a store that throws instead of rejecting', async () => {
  const get = () => {
    throw new Error('SecurityError');
  };
  const store = createSafeStore(aStoreWith({ get }), () => undefined, createFakeClock());
  expect(await store.get('a')).toBeUndefined();
});

it('gives up a store that never answers', async () => {
  const clock = createFakeClock();
  const faults: unknown[] = [];
  const store = createSafeStore(
    aStoreWith({ get: () => new Promise(() => undefined) }),
    (error) => faults.push(error),
    clock,
  );
  const answer = store.get('a');
  await clock.advance(2_000);
  expect(await answer).toBeUndefined();
  expect(faults).toHaveLength(1);
});

it('leaves no timer behind', async () => {
  const clock = createFakeClock();
  const store = createSafeStore(createMemoryStore(), () => undefined, clock);
  await store.get('a');
  expect(clock.pending()).toBe(0);
});
