import type { RelayAnswer } from '@goff-web/internal';
import { expect, it } from 'vitest';
import { fakeEngine } from './testing/fake-engine.ts';
import {
  aBench,
  aBody,
  aConfiguration,
  answerOf,
  aStatus,
  aStoreWith,
  aText,
  never,
  signalled,
} from './testing/in-process-bench.ts';

it('is ready when the first fetch has been answered, without an event of its own', async () => {
  const bench = aBench(aBody({ a: { value: 1 } }));
  await bench.mode.start({});
  expect(answerOf(bench)).toEqual({
    value: 1,
    reason: 'STATIC',
    variant: 'on',
    flagMetadata: { gofeatureflag_cacheable: true },
  });
  expect(bench.signals).toEqual([]);
});

it('takes a number beyond what JavaScript can hold for no number', async () => {
  const bench = aBench(aText('{"flags":{"a":{"value":1e999}}}'));
  await bench.mode.start({});
  expect(answerOf(bench)).toMatchObject({
    value: -1,
    errorCode: 'TYPE_MISMATCH',
    errorMessage: expect.stringContaining('"a"'),
  });
});

it('serves what has come, though a flag nests deeper than anything can look into it', async () => {
  const flags = (value: number): RelayAnswer => {
    const deep = `${'['.repeat(20_000)}${value}${']'.repeat(20_000)}`;
    return aText(`{"flags":{"a":{"value":${value}},"deep":{"value":${deep}}}}`);
  };
  const bench = aBench(flags(1));
  await bench.mode.start({});
  await bench.clock.advance(0);
  bench.answer = flags(2);
  await bench.clock.advance(12_000);
  expect(answerOf(bench).value).toBe(2);
  expect(bench.signals).toEqual([{ type: 'configuration-changed', flagsChanged: ['a', 'deep'] }]);
});

it('rejects when nothing can be had, goes on trying, and is ready when it succeeds', async () => {
  const bench = aBench(aStatus(503));
  await expect(bench.mode.start({})).rejects.toMatchObject({
    code: 'PROVIDER_NOT_READY',
    message: expect.stringContaining('503'),
  });
  expect(answerOf(bench)).toMatchObject({ value: -1, errorCode: 'PROVIDER_NOT_READY' });
  bench.answer = aBody({ a: { value: 1 } });
  await bench.clock.advance(2_000);
  expect(signalled(bench)).toEqual(['ready']);
  expect(answerOf(bench).value).toBe(1);
});

it.each([401, 403] as const)(
  'is fatal after %i with nothing loaded, and ready when the slow retry succeeds',
  async (status) => {
    const bench = aBench(aStatus(status));
    await expect(bench.mode.start({})).rejects.toMatchObject({ code: 'PROVIDER_FATAL' });
    expect(answerOf(bench)).toMatchObject({ errorCode: 'PROVIDER_FATAL' });
    await bench.clock.advance(10_000);
    expect(bench.requests).toHaveLength(1);
    bench.answer = aBody({ a: { value: 1 } });
    await bench.clock.advance(60_000);
    expect(signalled(bench)).toEqual(['ready']);
  },
);

it('keeps serving after 401, says at once that it is stale, and deletes what is stored for that key', async () => {
  const bench = aBench(aBody({ a: { value: 1 } }));
  await bench.mode.start({});
  // Now it is stored.
  await bench.clock.advance(0);
  bench.answer = aStatus(401);
  await bench.mode.refresh();
  expect(signalled(bench)).toEqual(['stale']);
  expect(answerOf(bench).value).toBe(1);
  const again = aBench(never, {}, bench.store);
  void again.mode.start({}).catch(() => undefined);
  await again.clock.advance(0);
  expect(answerOf(again)).toMatchObject({ errorCode: 'PROVIDER_NOT_READY' });
});

it('takes 403 while serving for an ordinary failure', async () => {
  const bench = aBench(aBody({ a: { value: 1 } }));
  await bench.mode.start({});
  bench.answer = aStatus(403);
  await bench.mode.refresh();
  await bench.mode.refresh();
  expect(bench.signals).toEqual([]);
  await bench.mode.refresh();
  expect(signalled(bench)).toEqual(['stale']);
});

it('is stale at the third failure in a row, still serves, and is ready again after a success', async () => {
  const bench = aBench(aBody({ a: { value: 1 } }));
  await bench.mode.start({});
  bench.answer = aStatus(503);
  for (let failure = 0; failure < 5; failure += 1) await bench.mode.refresh();
  expect(signalled(bench)).toEqual(['stale']);
  expect(bench.warnings).toHaveLength(1);
  expect(answerOf(bench).value).toBe(1);
  bench.answer = aBody({ a: { value: 1 } });
  await bench.mode.refresh();
  expect(signalled(bench)).toEqual(['stale', 'ready']);
});

it('tells exactly which flags were added, removed or edited', async () => {
  const bench = aBench(aBody({ kept: { value: 1 }, edited: { value: 1 }, removed: { value: 1 } }));
  await bench.mode.start({});
  bench.answer = aBody({ edited: { value: 2 }, added: { value: 1 }, kept: { value: 1 } });
  await bench.mode.refresh();
  expect(bench.signals).toHaveLength(1);
  const [signal] = bench.signals;
  expect(signal?.type === 'configuration-changed' && [...signal.flagsChanged].sort()).toEqual([
    'added',
    'edited',
    'removed',
  ]);
});

it('tells which flags answer differently when only the enrichment has changed', async () => {
  const flags = { region: { from: 'region' }, other: { value: 1 } };
  const bench = aBench(aBody(flags, { region: 1 }));
  await bench.mode.start({});
  bench.answer = aBody(flags, { region: 2 });
  await bench.mode.refresh();
  expect(bench.signals).toEqual([{ type: 'configuration-changed', flagsChanged: ['region'] }]);
});

it('says nothing when the content is the same, whatever the headers', async () => {
  const bench = aBench(aText('{"flags":{"a":{"value":1},"b":{"value":2}}}'));
  await bench.mode.start({});
  bench.answer = aText('{ "flags": { "b": {"value":2}, "a": {"value":1} } }');
  await bench.mode.refresh();
  bench.answer = aText('{ "flags": { "b": {"value":2}, "a": {"value":1} } }');
  await bench.mode.refresh();
  expect(bench.signals).toEqual([]);
  expect(new Set(bench.requests).size).toBe(3);
});

it.each(['{}', '{"evaluationContextEnrichment":{"env":"test"}}'])(
  'takes %s at start for an empty configuration, with one warning',
  async (text) => {
    const bench = aBench(aText(text));
    await bench.mode.start({});
    await bench.mode.refresh();
    expect(answerOf(bench)).toMatchObject({ value: -1, errorCode: 'FLAG_NOT_FOUND' });
    expect(bench.warnings).toHaveLength(1);
  },
);

it('believes that all flags are gone only when it is said twice', async () => {
  const bench = aBench(aBody({ a: { value: 1 } }));
  await bench.mode.start({});
  bench.answer = aText('{}');
  await bench.mode.refresh();
  expect(answerOf(bench).value).toBe(1);
  expect(bench.signals).toEqual([]);
  await bench.clock.advance(6_000);
  expect(answerOf(bench)).toMatchObject({ errorCode: 'FLAG_NOT_FOUND' });
  expect(bench.signals).toEqual([{ type: 'configuration-changed', flagsChanged: ['a'] }]);
});

it('forgets a doubt when the flags are back', async () => {
  const bench = aBench(aBody({ a: { value: 1 } }));
  await bench.mode.start({});
  for (const answer of [aText('{}'), aBody({ a: { value: 1 } }), aText('{}')]) {
    bench.answer = answer;
    await bench.mode.refresh();
  }
  expect(answerOf(bench).value).toBe(1);
});

it.each([
  '<html></html>',
  '{"flags":{"a":',
  '[]',
  'null',
  '{"message":"Not Found"}',
  '{"flags":null}',
  '{"flags":[]}',
  '',
])('takes the answer %s for a failed refresh that says what to do', async (text) => {
  const bench = aBench(aText(text));
  await expect(bench.mode.start({})).rejects.toThrow('Is "endpoint" the base URL of a GO Feature Flag relay proxy?');
});

it('replaces the context synchronously, and never shows an older one’s answer', async () => {
  const bench = aBench(aBody({ a: { from: 'rank' } }));
  await bench.mode.start({ rank: 1 });
  expect(answerOf(bench, 'a', { rank: 1 }).value).toBe(1);
  void bench.mode.setContext({ rank: 2 });
  expect(answerOf(bench, 'a', { rank: 2 }).value).toBe(2);
  // The SDK can replace a context without a word: setting the same provider again with another context.
  expect(answerOf(bench, 'a', { rank: 3 }).value).toBe(3);
});

it('uses the context that was set while it was starting', async () => {
  const bench = aBench(aBody({ a: { from: 'rank' } }));
  const started = bench.mode.start({ rank: 1 });
  void bench.mode.setContext({ rank: 2 });
  await started;
  expect(answerOf(bench, 'a', { rank: 2 }).value).toBe(2);
});

it('tells its status again after a change of context, because the SDK overwrites it', async () => {
  const bench = aBench(aBody({ a: { value: 1 } }));
  await bench.mode.start({});
  bench.answer = aStatus(401);
  await bench.mode.refresh();
  void bench.mode.setContext({ rank: 1 });
  expect(signalled(bench)).toEqual(['stale']);
  await Promise.resolve();
  expect(signalled(bench)).toEqual(['stale', 'stale']);
});

it('waits as long as a rate limit says', async () => {
  const bench = aBench(aStatus(429));
  await expect(bench.mode.start({})).rejects.toMatchObject({ code: 'PROVIDER_NOT_READY' });
  bench.answer = aBody({ a: { value: 1 } });
  await bench.clock.advance(89_000);
  await bench.mode.refresh();
  expect(bench.requests).toHaveLength(1);
  await bench.clock.advance(60_000);
  expect(signalled(bench)).toEqual(['ready']);
});

it('does not start, says why, and tries again when the engine cannot be loaded', async () => {
  let isBroken = true;
  const loadEngine = async () => {
    if (isBroken) throw Object.assign(new Error('The engine answered with HTTP status 404.'), { recoverable: true });
    return fakeEngine;
  };
  const bench = aBench(aBody({ a: { value: 1 } }), { loadEngine }, await aStoreWith({ a: { value: 1 } }));
  await expect(bench.mode.start({})).rejects.toThrow('HTTP status 404');
  isBroken = false;
  await bench.clock.advance(2_000);
  expect(signalled(bench)).toEqual(['ready']);
  expect(answerOf(bench).value).toBe(1);
});

it('answers with the default and GENERAL while the engine fails, and recovers with it', async () => {
  let isBroken = false;
  const loadEngine = async () => ({
    ...fakeEngine,
    createEvaluator: (...given: Parameters<typeof fakeEngine.createEvaluator>) => {
      const evaluator = fakeEngine.createEvaluator(...given);
      return {
        ...evaluator,
        evaluate(flagKey: string) {
          if (isBroken) throw new WebAssembly.RuntimeError('unreachable');
          return evaluator.evaluate(flagKey);
        },
      };
    },
  });
  const bench = aBench(aBody({ a: { value: 1 } }), { loadEngine });
  await bench.mode.start({});
  isBroken = true;
  expect(answerOf(bench)).toMatchObject({ value: -1, reason: 'ERROR', errorCode: 'GENERAL' });
  isBroken = false;
  expect(answerOf(bench).value).toBe(1);
});

it('runs without a relay proxy on a configuration that was handed over', async () => {
  const bench = aBench(never, { source: undefined, cache: undefined, given: aConfiguration({ a: { value: 1 } }) });
  await bench.mode.start({});
  await bench.clock.advance(100_000);
  expect(answerOf(bench).value).toBe(1);
  expect(bench.clock.pending()).toBe(0);
  expect(bench.signals).toEqual([]);
});

it('without a relay proxy, says why it cannot start and starts when the engine can be had', async () => {
  let isOffline = true;
  const loadEngine = async () => {
    if (isOffline) throw new Error('offline');
    return fakeEngine;
  };
  const given = aConfiguration({ a: { value: 1 } });
  const bench = aBench(never, { source: undefined, cache: undefined, given, loadEngine });
  await expect(bench.mode.start({})).rejects.toThrow('offline');
  isOffline = false;
  await bench.clock.advance(2_000);
  expect(answerOf(bench).value).toBe(1);
});

it('rejects the start that a close overtakes, leaves nothing behind, and can start again', async () => {
  const bench = aBench(never);
  const started = bench.mode.start({});
  void bench.mode.close();
  await expect(started).rejects.toMatchObject({ code: 'PROVIDER_CLOSED' });
  void bench.mode.close();
  expect(bench.clock.pending()).toBe(0);
  expect(answerOf(bench)).toMatchObject({ errorCode: 'PROVIDER_NOT_READY' });
  bench.answer = aBody({ a: { value: 1 } });
  await bench.mode.start({});
  expect(answerOf(bench).value).toBe(1);
});

it('ignores what arrives after it was closed', async () => {
  let release: (answer: ReturnType<typeof aBody>) => void = () => undefined;
  const bench = aBench(() => new Promise((resolve) => (release = resolve)));
  const started = bench.mode.start({});
  void bench.mode.close();
  await expect(started).rejects.toThrow('closed');
  release(aBody({ a: { value: 1 } }));
  await bench.clock.advance(60_000);
  expect(bench.signals).toEqual([]);
  expect(bench.clock.pending()).toBe(0);
});

it('joins when it is started a second time, and reads no second configuration', async () => {
  const bench = aBench(aBody({ a: { value: 1 } }));
  await Promise.all([bench.mode.start({}), bench.mode.start({})]);
  await bench.mode.start({});
  expect(bench.requests).toHaveLength(1);
});

it('passes an older replica over for as long as the relay proxy confirms what is newer', async () => {
  const dated = (value: number, lastModifiedMs: number): RelayAnswer => {
    const answer = aBody({ a: { value } });
    return answer.kind === 'body' ? { ...answer, body: { ...answer.body, lastModifiedMs } } : answer;
  };
  const bench = aBench(dated(2, 60_000));
  await bench.mode.start({});
  await bench.clock.advance(10 * 60_000);
  bench.answer = dated(1, 30_000);
  await bench.mode.refresh();
  expect(answerOf(bench).value).toBe(2);
  // The date goes on as well: of what was confirmed at this one, an answer between the two is older.
  bench.answer = { kind: 'not-modified', lastModifiedMs: 120_000 };
  await bench.mode.refresh();
  bench.answer = dated(1, 90_000);
  await bench.mode.refresh();
  expect(answerOf(bench).value).toBe(2);
  await bench.clock.advance(6 * 60_000);
  expect(answerOf(bench).value).toBe(1);
});
