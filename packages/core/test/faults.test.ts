import { setTimeout as wait } from 'node:timers/promises';
import { ProviderEvents, ProviderStatus } from '@openfeature/web-sdk';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Fault, html, rateLimited, repeats, says, status } from '../../../e2e/faults/fault.ts';
import { RELAY_START_MS } from '../../../e2e/relay/start-relay.ts';
import { CONFIGURATION_PATH, type FaultyRelay, startFaultyRelay } from './testing/faulty-relay.ts';
import { openPage, quietProvider, type TestPage } from './testing/test-page.ts';

vi.setConfig({ testTimeout: 30_000 });

const KEY = 'browser-key';
const USER = { targetingKey: 'u' };
const MINUTE_MS = 60_000;

const colour = (value: string): object => ({ variations: { a: value }, defaultRule: { variation: 'a' } });
const FLAGS = { colour: colour('red'), other: colour('x') };

let served: FaultyRelay;
let page: TestPage;

beforeAll(async () => {
  served = await startFaultyRelay({ flags: FLAGS, apiKeys: [KEY, 'second-key'] });
  return () => served.close();
}, RELAY_START_MS);

beforeEach(async () => {
  // Only the page's time stands still: the relay proxy and the proxy in front of it are other programs.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  page = openPage();
  await served.relay.writeFlags(FLAGS);
});

afterEach(async () => {
  await page.close();
  served.proxy.heal();
  answerMs = ANSWER_MS;
  await served.proxy.accept();
  await served.relay.start();
  vi.useRealTimers();
});

function inflict(fault: Fault): () => void {
  answerMs = fault.kind === 'hang' || fault.kind === 'drip' ? 60 : ANSWER_MS;
  return served.proxy.inflict({ path: CONFIGURATION_PATH, fault });
}
const aProvider = (options: object = {}) =>
  quietProvider({ endpoint: served.proxy.url, apiKey: KEY, timeoutMs: 3_000, ...options });
const value = (): string => page.client.getStringValue('colour', 'default');

/**
 * Time of the page passes only between requests: they are given so many milliseconds of the machine's own time to be answered, and less where
 * the test is about answers that do not come.
 */
const ANSWER_MS = 3_000;
let answerMs = ANSWER_MS;

async function settle(): Promise<void> {
  const untilMs = performance.now() + answerMs;
  do await wait(3);
  while (served.proxy.openTo(CONFIGURATION_PATH).length > 0 && performance.now() < untilMs);
  await wait(3);
}

/** Lets the page's time pass, and everything that is under way with it, until something is so. */
async function passUntil(isSo: () => boolean, limitMs = 10 * MINUTE_MS): Promise<void> {
  for (let passedMs = 0; !isSo(); passedMs += 250) {
    if (passedMs > limitMs) throw new Error(`not so within ${limitMs} ms`);
    await vi.advanceTimersByTimeAsync(250);
    await settle();
  }
}

const requests = (): number => served.proxy.requestsTo(CONFIGURATION_PATH).length;

/** Starts, and lets time pass until the start is settled. Gives its error. */
async function start(options: object = {}): Promise<unknown> {
  let settled: { error: unknown } | undefined;
  page.api.setProviderAndWait(aProvider(options), USER).then(
    () => (settled = { error: undefined }),
    (error: unknown) => (settled = { error }),
  );
  await passUntil(() => settled !== undefined);
  return settled?.error;
}

const ORDINARY: readonly (readonly [string, Fault])[] = [
  ['404', status(404)],
  ['500', status(500)],
  ['503', status(503)],
  ['a connection that is reset', { kind: 'reset' }],
  ['a connection that is reset mid-body', { kind: 'cut' }],
  ['a truncated body', { kind: 'truncate' }],
  ['a page of HTML', html()],
  ['broken gzip', { kind: 'broken-gzip' }],
  ['200 MB', { kind: 'huge', bytes: 200_000_000 }],
  ['an object without flags', says('{"message":"nothing here"}')],
  ['a list', says('[]')],
  ['nothing', says('')],
  ['one byte now and then', { kind: 'drip', everyMs: 100 }],
  ['no answer at all', { kind: 'hang' }],
];

describe.each(ORDINARY)(
  'when the relay proxy gives %s',
  (_, fault) => {
    it('at start: an ERROR, defaults, and READY by itself as soon as it is over', async () => {
      const lift = inflict(fault);
      expect(await start()).toMatchObject({ code: 'PROVIDER_NOT_READY' });
      expect(page.status()).toBe(ProviderStatus.ERROR);
      expect(page.client.getStringDetails('colour', 'default')).toMatchObject({
        value: 'default',
        errorCode: 'PROVIDER_NOT_READY',
      });
      lift();
      await passUntil(() => page.status() === ProviderStatus.READY);
      expect(value()).toBe('red');
    });

    it('later: flags as they were, STALE at the third time, and READY by itself with what is new', async () => {
      await start();
      const lift = inflict(fault);
      const before = requests();
      await passUntil(() => requests() === before + 2);
      expect(page.status()).toBe(ProviderStatus.READY);
      await passUntil(() => page.status() === ProviderStatus.STALE);
      expect(requests()).toBe(before + 3);
      expect(value()).toBe('red');
      await served.relay.writeFlags({ ...FLAGS, colour: colour('blue') });
      lift();
      await passUntil(() => page.status() === ProviderStatus.READY);
      expect(value()).toBe('blue');
      expect(page.told.filter((event) => Array.isArray(event))).toEqual([['colour']]);
    });
  },
  60_000,
);

it('reads no more than 50 MB of a body that does not end', async () => {
  inflict({ kind: 'huge', bytes: 200_000_000 });
  const before = requests();
  expect(String(await start({ timeoutMs: 60_000 }))).toContain('50');
  const [seen] = served.proxy.requestsTo(CONFIGURATION_PATH).slice(before);
  // The rest is what lay in buffers of the operating system on its way.
  expect(seen?.bytes).toBeGreaterThan(50_000_000);
  expect(seen?.bytes).toBeLessThan(70_000_000);
});

describe('when the relay proxy', () => {
  it('is down at start, is started, goes down and comes back: needs no hand', async () => {
    await served.proxy.refuse();
    expect(await start()).toMatchObject({
      code: 'PROVIDER_NOT_READY',
      message: expect.stringContaining('Is the relay proxy up'),
    });
    await served.proxy.accept();
    await passUntil(() => page.status() === ProviderStatus.READY);
    expect(value()).toBe('red');
    await served.proxy.refuse();
    await passUntil(() => page.status() === ProviderStatus.STALE);
    expect(value()).toBe('red');
    await served.relay.writeFlags({ ...FLAGS, colour: colour('green') });
    await served.proxy.accept();
    await passUntil(() => page.status() === ProviderStatus.READY);
    expect(value()).toBe('green');
  });

  it('itself is stopped and started behind a gateway: the same', async () => {
    await start();
    await served.relay.stop('SIGKILL');
    await passUntil(() => page.status() === ProviderStatus.STALE);
    await served.relay.start();
    await passUntil(() => page.status() === ProviderStatus.READY);
    expect(value()).toBe('red');
  });

  it.each([401, 403])('answers %i with nothing loaded: FATAL, defaults, and READY by the slow retry', async (code) => {
    const lift = inflict(status(code));
    expect(await start()).toMatchObject({ code: 'PROVIDER_FATAL' });
    expect(page.status()).toBe(ProviderStatus.FATAL);
    expect(value()).toBe('default');
    const before = requests();
    await vi.advanceTimersByTimeAsync(14_000);
    expect(requests()).toBe(before);
    lift();
    await passUntil(() => page.status() === ProviderStatus.READY);
    expect(value()).toBe('red');
  });

  it('answers 401 while serving: STALE at once, a slow retry, READY by itself', async () => {
    await start();
    const lift = inflict(status(401));
    const before = requests();
    await passUntil(() => page.status() === ProviderStatus.STALE);
    expect(requests()).toBe(before + 1);
    expect(value()).toBe('red');
    await vi.advanceTimersByTimeAsync(14_000);
    expect(requests()).toBe(before + 1);
    lift();
    await passUntil(() => page.status() === ProviderStatus.READY);
  });

  it('is fronted by a gateway that answers 403 while serving: an ordinary failure', async () => {
    await start();
    const lift = inflict(status(403));
    const before = requests();
    await passUntil(() => page.status() === ProviderStatus.STALE);
    expect(requests()).toBe(before + 3);
    lift();
    await passUntil(() => page.status() === ProviderStatus.READY, MINUTE_MS);
  });

  it('does not know the flag set of a key: FATAL, with words', async () => {
    const flagset = JSON.stringify({ message: 'error while getting flagset: flagset not found for API key' });
    const { answer } = says(flagset) as Fault & { kind: 'answer' };
    inflict({ kind: 'answer', answer: { ...answer, status: 400 } });
    expect(await start()).toMatchObject({
      code: 'PROVIDER_FATAL',
      message: expect.stringContaining('flagset not found'),
    });
  });

  it('is rate-limited, and says until when: asks no sooner, not even by hand', async () => {
    await start();
    const before = requests();
    const lift = inflict(rateLimited(120, 'readable'));
    await passUntil(() => requests() === before + 1);
    lift();
    await vi.advanceTimersByTimeAsync(118_000);
    expect(requests()).toBe(before + 1);
    await passUntil(() => requests() === before + 2, 2 * MINUTE_MS);
    expect(page.status()).toBe(ProviderStatus.READY);
  });

  it('answers with fields that nobody knows: takes what it knows', async () => {
    inflict({
      kind: 'rewrite',
      rewrite: (body) => JSON.stringify({ ...JSON.parse(body), version: 9, experiments: [{ flags: {} }] }),
    });
    await start();
    expect(value()).toBe('red');
  });

  it('says at start that there are no flags: READY with none, and has them when there are some', async () => {
    const lift = inflict(says('{}'));
    expect(await start()).toBeUndefined();
    expect(page.client.getStringDetails('colour', 'default')).toMatchObject({ errorCode: 'FLAG_NOT_FOUND' });
    lift();
    await passUntil(() => value() === 'red');
    expect(page.told).toContainEqual(['colour', 'other']);
  });

  it('says once that there are no flags any more, as when a file is being rewritten: nobody notices', async () => {
    await start();
    const before = requests();
    served.proxy.inflict({ path: CONFIGURATION_PATH, fault: says('{}'), times: 1 });
    await passUntil(() => requests() >= before + 3);
    expect(page.told).toEqual([ProviderEvents.Ready]);
    expect(value()).toBe('red');
  });

  it('says twice that there are no flags any more: there are none', async () => {
    await start();
    inflict(says('{}'));
    await passUntil(() => value() === 'default');
    expect(page.status()).toBe(ProviderStatus.READY);
    expect(page.told.at(-1)).toEqual(['colour', 'other']);
  });

  it('is a replica that lags behind: what is newer stays, and nobody notices', async () => {
    await start();
    const older = served.proxy.lastAnswer(CONFIGURATION_PATH);
    if (older === undefined) throw new Error('the relay proxy has not answered');
    await served.relay.writeFlags({ ...FLAGS, colour: colour('blue') });
    await passUntil(() => value() === 'blue');
    const before = requests();
    const lag = new Date(Date.parse(older.headers['last-modified'] ?? '') - MINUTE_MS).toUTCString();
    const lift = inflict(repeats({ ...older, headers: { ...older.headers, 'last-modified': lag } }));
    await passUntil(() => requests() >= before + 3);
    expect(value()).toBe('blue');
    expect(page.status()).toBe(ProviderStatus.READY);
    lift();
    await served.relay.writeFlags({ ...FLAGS, colour: colour('green') });
    await passUntil(() => value() === 'green');
    expect(page.told.filter((event) => Array.isArray(event))).toEqual([['colour'], ['colour']]);
  });

  it('lags behind for good, as after a restore from a backup: is believed in the end', async () => {
    await start();
    const older = served.proxy.lastAnswer(CONFIGURATION_PATH);
    if (older === undefined) throw new Error('the relay proxy has not answered');
    const body = String(older.body).replace('red', 'old');
    inflict(repeats({ ...older, body, headers: { ...older.headers, 'last-modified': new Date(0).toUTCString() } }));
    await passUntil(() => value() === 'old', 10 * MINUTE_MS);
  });
});

it('goes over to another key when it is told so, whatever the old one was worth', async () => {
  const provider = aProvider({ apiKey: 'revoked' });
  await expect(page.api.setProviderAndWait(provider, USER)).rejects.toMatchObject({ code: 'PROVIDER_FATAL' });
  await provider.setApiKey('second-key');
  expect(page.status()).toBe(ProviderStatus.READY);
  expect(value()).toBe('red');
  expect(served.proxy.requestsTo(CONFIGURATION_PATH).at(-1)?.headers['x-api-key']).toBe('second-key');
});

it('works with a clock that is an hour wrong, in either direction', async () => {
  for (const wrongMs of [-60 * MINUTE_MS, 60 * MINUTE_MS]) {
    vi.setSystemTime(Date.now() + wrongMs);
    await start();
    await served.relay.writeFlags({ ...FLAGS, colour: colour(`${wrongMs}`) });
    await passUntil(() => value() === `${wrongMs}`);
    await page.close();
    page = openPage();
  }
});

it('waits for an answer that takes long, and for no longer than it was told', async () => {
  const lift = served.proxy.inflict({ path: CONFIGURATION_PATH, latencyMs: 300 });
  expect(await start()).toBeUndefined();
  lift();
  inflict({ kind: 'hang' });
  const before = Date.now();
  page = openPage();
  expect(await start({ timeoutMs: 5_000 })).toMatchObject({ message: expect.stringContaining('within 5000 ms') });
  expect(Date.now() - before).toBeGreaterThanOrEqual(5_000);
});
