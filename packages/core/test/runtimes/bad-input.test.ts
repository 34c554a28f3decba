import type { ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configurationAnswer, type LoopbackRelay, startLoopbackRelay } from '../../src/testing/loopback-relay.ts';
import { expectedAnswer, ISOLATION_FLAGS } from './isolation-flags.ts';
import { type StartedWorker, startInEdgeLight, startInWorkerd } from './start-worker.ts';

const ONE_USER = '/users/1234/1';
const DEFAULTS = [['none', 'none', 'none', 'none']];
const ANSWERED = [expectedAnswer(1234)];
const UNHELD = { headers: { 'x-held': 'no' } };
const answersFlags = configurationAnswer(ISOLATION_FLAGS);

let relay: LoopbackRelay;
beforeEach(async () => {
  relay = await startLoopbackRelay(answersFlags);
  return () => relay.close();
});

/** Holds requests to the relay proxy back until they are let go. */
function holdBack(): { arrived(): Promise<void>; letGo(): void } {
  const waiting: (() => void)[] = [];
  let arrive = (): void => undefined;
  const arrival = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  relay.respond = (request, response: ServerResponse) => {
    waiting.push(() => answersFlags(request, response));
    arrive();
  };
  return {
    arrived: () => arrival,
    letGo() {
      relay.respond = answersFlags;
      for (const answer of waiting) answer();
    },
  };
}

describe.each([
  ['workerd', startInWorkerd],
  ['edge-light', startInEdgeLight],
] as const)('%s', (_, start) => {
  let worker: StartedWorker;
  beforeEach(async () => {
    worker = await start(relay.endpoint);
  });
  afterEach(() => worker[Symbol.asyncDispose]());

  it('fetches once for all first requests of a cold isolate', async () => {
    const held = holdBack();
    const requests = Array.from({ length: 30 }, () => worker.ask(ONE_USER));
    await held.arrived();
    held.letGo();
    for (const answered of await Promise.all(requests)) expect(answered).toEqual(ANSWERED);
    expect(relay.requests).toHaveLength(1);
  });

  it('answers with defaults where no relay proxy can be reached, and tells the cause once', async () => {
    await relay.close();
    for (let count = 0; count < 3; count += 1) expect(await worker.ask(ONE_USER)).toEqual(DEFAULTS);
    expect(await worker.ask('/log')).toEqual([
      expect.stringMatching(/^error: Flags have their defaults: No complete answer/),
      expect.stringMatching(/^warn: Events wait in this isolate/),
    ]);
  });

  it('answers with defaults where the key is wrong, and tells the cause once, without the key', async () => {
    relay.respond = (request, response) =>
      response.writeHead(request.method === 'POST' ? 401 : 404).end('{"message":"code=401, message=Unauthorized"}');
    for (let count = 0; count < 3; count += 1) expect(await worker.ask(ONE_USER)).toEqual(DEFAULTS);
    const log = await worker.ask('/log');
    expect(log).toEqual([expect.stringMatching(/^error: Flags have their defaults: .*refused the API key \(401/)]);
    expect(JSON.stringify(log)).not.toContain('browser-key');
  });

  it('answers with defaults where the configuration is beyond the limit, and tells the cause once', async () => {
    relay.respond = configurationAnswer({
      big: { variations: { a: 'x'.repeat(200_000) }, defaultRule: { variation: 'a' } },
    });
    for (let count = 0; count < 3; count += 1) expect(await worker.ask(ONE_USER)).toEqual(DEFAULTS);
    expect(await worker.ask('/log')).toEqual([expect.stringMatching(/exceeds 100000 bytes/)]);
  });

  it('answers in time where the relay proxy says nothing, and gets its flags when it speaks', async () => {
    const held = holdBack();
    expect(await worker.ask(ONE_USER)).toEqual(DEFAULTS);
    held.letGo();
    await expect.poll(() => worker.ask(ONE_USER), { timeout: 10_000 }).toEqual(ANSWERED);
    expect(await worker.ask('/log')).toContainEqual(expect.stringMatching(/no configuration within 1000 ms/));
  });

  it('answers without waitUntil, and gets a new configuration all the same', { timeout: 90_000 }, async () => {
    expect(await worker.ask(ONE_USER, UNHELD)).toEqual(ANSWERED);
    relay.respond = configurationAnswer({ high: { variations: { a: 'new' }, defaultRule: { variation: 'a' } } });
    await expect
      .poll(() => worker.ask(ONE_USER, UNHELD), { timeout: 80_000, interval: 200 })
      .toEqual([['new', 'none', 'new', 'none']]);
  });
});

// The edge runtime's double of Vercel's has no way to abort a request.
it('in workerd, a first request that is cancelled half-way harms nobody else', async () => {
  await using worker = await startInWorkerd(relay.endpoint);
  const held = holdBack();
  const gone = new AbortController();
  const first = worker.ask(ONE_USER, { signal: gone.signal });
  await held.arrived();
  const second = worker.ask(ONE_USER);
  gone.abort();
  await expect(first).rejects.toThrow();
  held.letGo();
  expect(await second).toEqual(ANSWERED);
  expect(await worker.ask('/log')).toEqual([]);
});
