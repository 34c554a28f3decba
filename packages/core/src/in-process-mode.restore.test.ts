import { createDeferred, createMemoryStore, type KeyValueStore, type StoredValue } from '@goff-web/internal';
import { expect, it } from 'vitest';
import { aBench, aBody, answerOf, aStatus, aStoreWith, never, signalled } from './testing/in-process-bench.ts';

it('is ready from what an earlier page has stored, without waiting for the network', async () => {
  const bench = aBench(never, {}, await aStoreWith({ a: { value: 1 } }));
  await bench.mode.start({});
  expect(answerOf(bench).value).toBe(1);
  expect(bench.requests).toEqual([]);
});

it('asks whether what is stored still holds once it is served', async () => {
  const bench = aBench(aBody({ a: { value: 1 } }), {}, await aStoreWith({ a: { value: 1 } }));
  await bench.mode.start({});
  await bench.clock.advance(0);
  expect(bench.requests).toEqual([expect.stringMatching(/^"\d+-[0-9a-f]{40}"$/)]);
  expect(bench.signals).toEqual([]);
});

it('does not wait long for a device that does not answer before it asks the relay proxy', async () => {
  const bench = aBench(aBody({ a: { value: 1 } }), {}, { ...createMemoryStore(), get: never });
  const started = bench.mode.start({});
  await bench.clock.advance(99);
  expect(bench.requests).toEqual([]);
  await bench.clock.advance(1);
  await started;
  expect(answerOf(bench).value).toBe(1);
});

it('tells what has changed since an earlier page, and asks with the new validator from then on', async () => {
  const store = await aStoreWith({ a: { value: 1 } });
  const bench = aBench(aBody({ a: { value: 2 } }), {}, store);
  await bench.mode.start({});
  expect(answerOf(bench).value).toBe(1);
  await bench.clock.advance(0);
  expect(bench.signals).toEqual([{ type: 'configuration-changed', flagsChanged: ['a'] }]);
  bench.answer = aBody({ a: { value: 2 } });
  await bench.clock.advance(11_000);
  expect(bench.requests).toHaveLength(2);
  expect(bench.requests[1]).not.toBe(bench.requests[0]);
});

it('serves what is stored although the relay proxy refuses the key, but calls it stale', async () => {
  const bench = aBench(aStatus(401), {}, await aStoreWith({ a: { value: 1 } }));
  await bench.mode.start({});
  await bench.clock.advance(0);
  expect(answerOf(bench).value).toBe(1);
  expect(signalled(bench)).toEqual(['stale']);
});

it('given network-first, uses what is stored only where the relay proxy does not answer, and never to cover up a refusal', async () => {
  const store = await aStoreWith({ a: { value: 1 } });
  const answered = aBench(aBody({ a: { value: 2 } }), { restoreFirst: false }, store);
  await answered.mode.start({});
  await answered.clock.advance(0);
  expect(answerOf(answered).value).toBe(2);
  const silent = aBench(aStatus(503), { restoreFirst: false }, store);
  await silent.mode.start({});
  expect(answerOf(silent).value).toBe(2);
  const refused = aBench(aStatus(401), { restoreFirst: false }, store);
  await expect(refused.mode.start({})).rejects.toMatchObject({ code: 'PROVIDER_FATAL' });
});

it.each([
  ['a foreign entry', async () => 'something else'],
  ['an entry that was cut', async (text: string) => text.slice(0, -2)],
  ['no answer', async () => undefined],
])('starts from the network when the store gives %s', async (_, spoil) => {
  const inner = await aStoreWith({ a: { value: 1 } });
  const store: KeyValueStore = {
    ...inner,
    get: async <T extends StoredValue>(key: string) => (await spoil((await inner.get(key)) ?? '')) as T | undefined,
  };
  const bench = aBench(aBody({ a: { value: 2 } }), {}, store);
  await bench.mode.start({});
  await bench.clock.advance(0);
  expect(answerOf(bench).value).toBe(2);
});

it('renews what is stored when it is confirmed long after it was written', async () => {
  let writes = 0;
  const inner = createMemoryStore();
  const store = {
    ...inner,
    set: (key: string, value: string) => {
      writes += 1;
      return inner.set(key, value);
    },
  };
  const bench = aBench(aBody({ a: { value: 1 } }), {}, store);
  await bench.mode.start({});
  await bench.clock.advance(60_000);
  expect(writes).toBe(1);
  bench.clock.jump(86_400_000);
  await bench.mode.refresh();
  await bench.clock.advance(0);
  expect(writes).toBe(2);
});

it.each([
  ['before', false],
  ['while', true],
])('has stored what has come once it is closed: closed %s a slow device writes it', async (_, isWriting) => {
  const store = createMemoryStore();
  const turn = createDeferred();
  const set: KeyValueStore['set'] = (key, value) => turn.promise.then(() => store.set(key, value));
  const bench = aBench(aBody({ a: { value: 1 } }), {}, { ...store, set });
  await bench.mode.start({});
  if (isWriting) await bench.clock.advance(0);
  let isClosed = false;
  const closed = Promise.resolve(bench.mode.close()).then(() => {
    isClosed = true;
  });
  await bench.clock.advance(0);
  expect(isClosed).toBe(false);
  turn.resolve();
  await closed;
  const next = aBench(never, {}, store);
  await next.mode.start({});
  expect(answerOf(next).value).toBe(1);
});
