import type { Platform, ProviderSignal } from '@goff-web/internal';
import { createFakeClock } from '@goff-web/internal/fake-clock';
import { expect, it } from 'vitest';
import { compose } from '../src/compose.ts';
import { type GoFeatureFlagRemoteProviderOptions, resolveOptions } from '../src/options.ts';
import { bulk, createScriptedRelay, whoAmI } from '../src/testing/scripted-relay.ts';

function aProvider(options: Partial<GoFeatureFlagRemoteProviderOptions> = {}) {
  const clock = createFakeClock();
  const relay = createScriptedRelay();
  const told: string[] = [];
  const platform: Platform = {
    clock,
    random: () => 0.5,
    fetch: relay.fetch,
    requestInit: {},
    sha1Hex: undefined,
    page: undefined,
    loadWatch: undefined,
    isLockHeld: undefined,
    openStore: undefined,
    loadCourier: () => Promise.reject(new Error('none')),
  };
  const tell = (signal: ProviderSignal) => void told.push(signal.type);
  const { flags } = compose(
    resolveOptions({ endpoint: 'http://relay.test', logLevel: 'off', ...options }),
    platform,
    tell,
  );
  return { clock, flags, relay, told };
}

it('polls at its interval, conditionally, and tells only of differences', async () => {
  const { clock, flags, relay, told } = aProvider();
  await Promise.all([flags.start({}), clock.advance(0)]);
  await clock.advance(20_000);
  expect(relay.seen).toHaveLength(3);
  expect(told).toEqual([]);
  relay.respond = (request) => whoAmI(request, [{ key: 'new', value: 1 }]);
  await clock.advance(10_000);
  expect(told).toEqual(['configuration-changed']);
});

it('serves what has come, and goes on polling, though a value nests deeper than anything can look into it', async () => {
  const { clock, flags, relay, told } = aProvider();
  const answer = (value: number) => (): Response => {
    const deep = `${'['.repeat(20_000)}${value}${']'.repeat(20_000)}`;
    return new Response(`{"flags":[{"key":"deep","value":${deep}},{"key":"flat","value":${value}}]}`);
  };
  relay.respond = answer(1);
  await Promise.all([flags.start({}), clock.advance(0)]);
  relay.respond = answer(2);
  await clock.advance(20_000);
  expect(relay.seen).toHaveLength(3);
  expect(told).toContain('configuration-changed');
  expect(flags.resolve('flat', 'number', 0, {}).value).toBe(2);
});

it('does not poll when polling is off', async () => {
  const { clock, flags, relay } = aProvider({ pollIntervalMs: 0 });
  await Promise.all([flags.start({}), clock.advance(0)]);
  await clock.advance(3_600_000);
  expect(relay.seen).toHaveLength(1);
});

it('gives up an answer that does not come, and tries again', async () => {
  const { clock, flags, relay, told } = aProvider();
  relay.respond = undefined;
  const started = flags.start({});
  const refused = expect(started).rejects.toThrow('within 10000 ms');
  await clock.advance(10_000);
  await refused;
  relay.respond = (request) => whoAmI(request);
  await clock.advance(1_000);
  expect(told).toEqual(['ready']);
});

it('asks the relay proxy a tenth of a second later at most, though this device never says what it remembers', async () => {
  const forever = (): Promise<undefined> => new Promise(() => undefined);
  const { clock, flags, relay } = aProvider({ storage: { get: forever, set: forever, delete: forever } });
  const started = flags.start({ targetingKey: 'alice' });
  await clock.advance(99);
  expect(relay.seen).toHaveLength(0);
  await clock.advance(1);
  expect(relay.seen).toHaveLength(1);
  await started;
  const changed = flags.setContext({ targetingKey: 'bob' });
  await clock.advance(100);
  await changed;
  expect(relay.seen).toHaveLength(2);
});

it('gives up a body that stops half-way', async () => {
  const { clock, flags, relay } = aProvider();
  relay.respond = () =>
    new Response(new ReadableStream({ start: (stream) => stream.enqueue(new TextEncoder().encode('{"flags":[')) }));
  const refused = expect(flags.start({})).rejects.toThrow('within 10000 ms');
  await clock.advance(10_000);
  await refused;
});

it('is stale at the third failed poll in a row, and ready at the next success', async () => {
  const { clock, flags, relay, told } = aProvider();
  await Promise.all([flags.start({}), clock.advance(0)]);
  relay.respond = () => new Response('', { status: 502 });
  await clock.advance(20_000);
  expect(told).toEqual([]);
  await clock.advance(10_000);
  expect(told).toEqual(['stale']);
  relay.respond = (request) => whoAmI(request);
  await clock.advance(20_000);
  expect(told).toEqual(['stale', 'ready']);
});

it.each([
  ['60', 60_000],
  [undefined, 30_000],
])('sends nothing while a 429 with Retry-After %s holds', async (retryAfter, quietMs) => {
  const { clock, flags, relay } = aProvider();
  await Promise.all([flags.start({}), clock.advance(0)]);
  relay.respond = () =>
    new Response('', { status: 429, headers: retryAfter === undefined ? {} : { 'Retry-After': retryAfter } });
  await clock.advance(10_000);
  expect(relay.seen).toHaveLength(2);
  await clock.advance(quietMs - 1);
  await flags.refresh();
  expect(relay.seen).toHaveLength(2);
  await clock.advance(quietMs);
  expect(relay.seen).toHaveLength(3);
});

it('answers a context that is set again and again, faster than the relay proxy answers', async () => {
  const { clock, flags, relay } = aProvider({ pollIntervalMs: 0 });
  await Promise.all([flags.start({ targetingKey: 'alice' }), clock.advance(0)]);
  relay.respond = (request) =>
    new Promise((resolve) => {
      clock.schedule(() => resolve(whoAmI(request)), 300);
    });
  const changes: (Promise<void> | undefined)[] = [];
  for (let count = 0; count < 20; count += 1) {
    changes.push(flags.setContext({ targetingKey: 'bob' }));
    await clock.advance(50);
  }
  await Promise.all(changes.map(async (change) => change));
  expect(flags.resolve('who', 'string', '', { targetingKey: 'bob' }).value).toBe('bob');
  expect(relay.seen.filter(({ context }) => context['targetingKey'] === 'bob').length).toBeLessThan(6);
});

it('sends nothing for another context either while a 429 holds, says so, and catches up afterwards', async () => {
  const { clock, flags, relay, told } = aProvider();
  await Promise.all([flags.start({ targetingKey: 'alice' }), clock.advance(0)]);
  relay.respond = () => new Response('', { status: 429, headers: { 'Retry-After': '60' } });
  await clock.advance(10_000);
  relay.respond = (request) => whoAmI(request);
  const refused = expect(flags.setContext({ targetingKey: 'bob' })).rejects.toThrow('429');
  await clock.advance(0);
  await refused;
  expect(relay.seen).toHaveLength(2);
  await clock.advance(90_000);
  expect(told).toEqual(['ready']);
  expect(relay.seen[2]?.context).toMatchObject({ targetingKey: 'bob' });
});

it('asks about a sudden lack of flags again soon, and forgets the doubt when they are back', async () => {
  const { clock, flags, relay, told } = aProvider();
  await Promise.all([flags.start({}), clock.advance(0)]);
  relay.respond = () => bulk([]);
  await clock.advance(10_000);
  relay.respond = (request) => whoAmI(request);
  await clock.advance(5_000);
  expect(relay.seen).toHaveLength(3);
  expect(told).toEqual([]);
  expect(flags.resolve('who', 'string', '', {}).value).toBe('nobody');
});

it('leaves no timer and no request behind when it is closed', async () => {
  const { clock, flags, relay } = aProvider();
  await Promise.all([flags.start({}), clock.advance(0)]);
  relay.respond = undefined;
  void flags.refresh();
  await clock.advance(0);
  flags.close();
  await clock.advance(0);
  expect(relay.seen[1]?.signal.aborted).toBe(true);
  expect(clock.pending()).toBe(0);
});

it('asks again with a refused key, or where there is nothing, only slowly', async () => {
  for (const status of [401, 404]) {
    const { clock, flags, relay } = aProvider();
    await Promise.all([flags.start({}), clock.advance(0)]);
    relay.respond = () => new Response('', { status });
    await clock.advance(10_000);
    const asked = relay.seen.length;
    await clock.advance(20_000);
    expect(relay.seen).toHaveLength(asked);
    await clock.advance(10_000);
    expect(relay.seen).toHaveLength(asked + 1);
    flags.close();
  }
});

it('records no evaluation of a flag that a snapshot calls untracked, until the relay proxy has spoken', async () => {
  const first = aProvider();
  await Promise.all([first.flags.start({}), first.clock.advance(0)]);
  const snapshot = first.flags.snapshot();
  if (snapshot === undefined) throw new Error('there are answers');
  const { clock, flags, relay } = aProvider({ bootstrap: { ...snapshot, untracked: ['who'] } });
  relay.respond = (request) => whoAmI(request, [{ key: 'new', value: 1 }]);
  const started = flags.start({});
  expect(flags.evidenceOf('who')).toEqual({ trackEvents: false, version: undefined });
  expect(flags.evidenceOf('new')).toBeUndefined();
  await Promise.all([started, clock.advance(0)]);
  expect(flags.evidenceOf('who')).toBeUndefined();
});
