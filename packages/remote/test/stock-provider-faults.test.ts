// What goes wrong with @openfeature/ofrep-web-provider 0.4.3 and ofrep-core 2.3.0, each as a test that this provider passes.
import { anApi } from '@goff-web/internal/an-api';
import { type Client, type OpenFeatureAPI, ProviderEvents, ProviderStatus } from '@openfeature/web-sdk';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { status as answers, html, rateLimited } from '../../../e2e/faults/fault.ts';
import type { FaultProxy } from '../../../e2e/faults/fault-proxy.ts';
import { startFaultProxy } from '../../../e2e/faults/start-fault-proxy.ts';
import type { Relay } from '../../../e2e/relay/relay.ts';
import { RELAY_START_MS, startRelay } from '../../../e2e/relay/start-relay.ts';
import { GoFeatureFlagRemoteProvider, type GoFeatureFlagRemoteProviderOptions } from '../src/index.ts';

const KEY = 'browser-key';
const BULK = '/ofrep/v1/evaluate/flags';
const FLAGS = {
  pro: {
    variations: { on: true, off: false },
    targeting: [{ query: 'plan eq "pro"', variation: 'on' }],
    defaultRule: { variation: 'off' },
  },
  limits: { variations: { small: { items: [1, 2.5] } }, defaultRule: { variation: 'small' } },
  steps: { variations: { few: [1, 2] }, defaultRule: { variation: 'few' } },
  rate: { variations: { half: 0.5 }, defaultRule: { variation: 'half' } },
  retired: { disable: true, variations: { on: true, off: false }, defaultRule: { variation: 'on' } },
  colour: { variations: { red: 'red', blue: 'blue' }, defaultRule: { variation: 'red' } },
};
const EDITED = { ...FLAGS, colour: { ...FLAGS.colour, defaultRule: { variation: 'blue' } } };
const ALICE = { targetingKey: 'alice', plan: 'pro' };
const BOB = { targetingKey: 'bob', plan: 'free' };

let relay: Relay;
let proxy: FaultProxy;
let api: OpenFeatureAPI;
let client: Client;

beforeAll(async () => {
  relay = await startRelay({ flags: FLAGS, apiKeys: [KEY] });
  proxy = await startFaultProxy(relay.url);
  return async () => {
    await proxy.close();
    await relay.close();
  };
}, RELAY_START_MS);

beforeEach(() => {
  api = anApi();
  client = api.getClient();
});

afterEach(async () => {
  proxy.heal();
  await api.close();
});

async function aProvider(
  options: Partial<GoFeatureFlagRemoteProviderOptions> = {},
  context: object = ALICE,
): Promise<GoFeatureFlagRemoteProvider> {
  const provider = new GoFeatureFlagRemoteProvider({
    endpoint: proxy.url,
    apiKey: KEY,
    pollIntervalMs: 0,
    changeStream: 'off',
    storage: 'memory',
    logLevel: 'off',
    disableDataCollection: true,
    ...options,
  });
  await api.setProviderAndWait(provider, { ...context });
  return provider;
}

function aStorage() {
  const entries = new Map<string, string>();
  return {
    entries,
    get: (key: string): string | undefined | Promise<undefined> => entries.get(key),
    set: (key: string, value: string): unknown => void entries.set(key, value),
    delete: (key: string) => void entries.delete(key),
  };
}

const bulkRequests = () => proxy.requestsTo(BULK);
const told = (type: ProviderEvents) => {
  const events: { readonly flagsChanged?: string[] | undefined; readonly message?: string | undefined }[] = [];
  api.addHandler(type, (details) => void events.push({ ...details }));
  return events;
};
const nextReady = () => new Promise<void>((resolve) => client.addHandler(ProviderEvents.Ready, () => resolve()));

describe('1. a user switch whose request fails shows nothing of the user before', () => {
  it.each([
    ['503', answers(503)],
    ['a broken connection', { kind: 'reset' }],
    ['429', rateLimited(60, 'readable')],
    ['401', answers(401)],
    ['403', answers(403)],
    ['a portal’s page', html()],
  ] as const)('after %s', async (_, fault) => {
    await aProvider();
    expect(client.getBooleanValue('pro', false)).toBe(true);
    proxy.inflict({ path: BULK, fault });
    await api.setContext(BOB);
    expect([ProviderStatus.ERROR, ProviderStatus.FATAL]).toContain(client.providerStatus);
    expect(client.getBooleanDetails('pro', false)).toMatchObject({ value: false, reason: 'ERROR' });
    expect(client.getStringValue('colour', 'mine')).toBe('mine');
  });
});

it('2. a user switch inside a Retry-After window waits for its end, and gets the new user’s flags then', async () => {
  const provider = await aProvider();
  proxy.inflict({ path: BULK, fault: rateLimited(1, 'readable'), times: 1 });
  await provider.refresh();
  await api.setContext(BOB);
  expect([client.providerStatus, client.getStringValue('colour', 'mine')]).toEqual([ProviderStatus.ERROR, 'mine']);
  await nextReady();
  expect(client.getBooleanDetails('pro', true)).toMatchObject({ value: false, reason: 'DEFAULT' });
});

it('3. a changed attribute of the same user is another context: neither its stored answers nor its validator are used', async () => {
  await aProvider({ storage: aStorage() });
  await api.setContext({ ...ALICE, plan: 'free' });
  expect(client.getBooleanDetails('pro', true)).toMatchObject({ value: false, reason: 'DEFAULT' });
  expect(bulkRequests().at(-1)?.headers['if-none-match']).toBeUndefined();
});

it('4. STALE ends with the next success, a 304 included', async () => {
  const provider = await aProvider();
  proxy.inflict({ path: BULK, fault: answers(500), times: 3 });
  for (let failure = 0; failure < 3; failure += 1) await provider.refresh();
  expect(client.providerStatus).toBe(ProviderStatus.STALE);
  await provider.refresh();
  expect(bulkRequests().at(-1)?.status).toBe(304);
  expect(client.providerStatus).toBe(ProviderStatus.READY);
});

it('5. an answer that says the same in another order changes nothing, and an empty list of changes is never told', async () => {
  const provider = await aProvider();
  const changes = told(ProviderEvents.ConfigurationChanged);
  const reversed = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([name, member]) => [name, reversed(member)]),
    );
  };
  const rewrite = () => {
    const { flags } = JSON.parse(String(proxy.lastAnswer(BULK)?.body)) as { readonly flags: unknown[] };
    return JSON.stringify({ flags: flags.reverse().map(reversed) });
  };
  const body = rewrite();
  proxy.inflict({ path: BULK, fault: { kind: 'answer', answer: { status: 200, headers: {}, body } }, times: 1 });
  await provider.refresh();
  expect(bulkRequests().at(-1)?.status).toBe(200);
  expect(changes).toEqual([]);
});

describe('6. a refusal', () => {
  // How slowly a refused key is tried again is in timing.test.ts.
  it('401 while serving is STALE with its reason', async () => {
    const stale = told(ProviderEvents.Stale);
    const provider = await aProvider();
    proxy.inflict({ path: BULK, fault: answers(401) });
    await provider.refresh();
    expect([client.providerStatus, stale[0]?.message]).toEqual([
      ProviderStatus.STALE,
      expect.stringContaining('refused the API key'),
    ]);
  });

  it('400 at the start keeps its code and its details', async () => {
    const body = JSON.stringify({ errorCode: 'TARGETING_KEY_MISSING', errorDetails: 'who is it?' });
    proxy.inflict({ path: BULK, fault: { kind: 'answer', answer: { status: 400, headers: {}, body } } });
    await expect(aProvider()).rejects.toThrow(/400: TARGETING_KEY_MISSING who is it\?/);
    expect(client.providerStatus).toBe(ProviderStatus.ERROR);
  });

  it.each([
    ['500', answers(500), 'answered 500'],
    ['429', rateLimited(60, 'readable'), 'answered 429'],
    ['a broken connection', { kind: 'reset' }, 'No complete answer'],
  ] as const)('%s at the start has an OpenFeature code and says what happened', async (_, fault, words) => {
    proxy.inflict({ path: BULK, fault });
    await expect(aProvider()).rejects.toMatchObject({
      code: 'PROVIDER_NOT_READY',
      message: expect.stringContaining(words),
    });
  });
});

it('7. a failed start goes on trying', async () => {
  proxy.inflict({ path: BULK, fault: answers(503), times: 1 });
  const ready = nextReady();
  await expect(aProvider()).rejects.toThrow('503');
  await ready;
  expect(client.getBooleanValue('pro', false)).toBe(true);
});

it('8. timeoutMs covers the body', async () => {
  proxy.inflict({ path: BULK, fault: { kind: 'drip', everyMs: 40 } });
  await expect(aProvider({ timeoutMs: 200 })).rejects.toThrow('within 200 ms');
});

it('9. requests for one context are never under way together, so that an older answer cannot replace a newer one', async () => {
  const provider = await aProvider();
  proxy.inflict({ path: BULK, latencyMs: 200, times: 1 });
  const before = bulkRequests().length;
  const first = provider.refresh();
  await proxy.seen(BULK, before + 1);
  await relay.writeFlags(EDITED);
  try {
    await Promise.all([first, provider.refresh(), provider.refresh(), provider.refresh()]);
    expect(client.getStringValue('colour', '')).toBe('blue');
    expect(bulkRequests()).toHaveLength(before + 2);
  } finally {
    await relay.writeFlags(FLAGS);
  }
});

it('10. a disabled flag gives the default of any type; lists are structures, as for GO Feature Flag’s other providers, and nothing else passes for one', async () => {
  await aProvider();
  expect(client.getBooleanDetails('retired', true)).toMatchObject({ value: true, reason: 'DISABLED' });
  expect(client.getStringDetails('retired', 'mine')).toMatchObject({ value: 'mine', reason: 'DISABLED' });
  expect(client.getObjectDetails('retired', { mine: 1 })).toMatchObject({ value: { mine: 1 }, reason: 'DISABLED' });
  expect(client.getObjectDetails('steps', [0])).toMatchObject({ value: [1, 2], variant: 'few' });
  for (const flagKey of ['colour', 'rate', 'pro']) {
    expect(client.getObjectDetails(flagKey, { mine: 1 })).toMatchObject({
      value: { mine: 1 },
      errorCode: 'TYPE_MISMATCH',
    });
  }
  for (const flagKey of ['steps', 'limits']) expect(client.getStringValue(flagKey, 'mine')).toBe('mine');
});

// The same with the date of ISO 8601 that the stock provider takes for 2026 seconds: `internal/relay/retry-after.test.ts`.
it('11. a Retry-After that is a date is no number of seconds', async () => {
  const provider = await aProvider();
  const inOneSecond = new Date(Date.now() + 1_000).toUTCString();
  proxy.inflict({ path: BULK, fault: answers(429, { 'Retry-After': inOneSecond }), times: 1 });
  const asked = bulkRequests().length;
  await provider.refresh();
  await proxy.seen(BULK, asked + 2);
});

// With a stream that is open, in a browser, and every store listed: `e2e/specs/stored.spec.ts`.
it('12. nothing that is stored names the key or an address with it', async () => {
  const storage = aStorage();
  const provider = await aProvider({ storage, changeStream: 'sse' });
  await provider.onClose();
  expect(storage.entries.size).toBeGreaterThan(0);
  expect(JSON.stringify([...storage.entries])).not.toMatch(/browser-key|apiKey|\/stream\//);
});

it('13. names of built-in members are unknown flags', async () => {
  await aProvider();
  for (const flagKey of ['constructor', 'toString', '__proto__', 'hasOwnProperty']) {
    expect(client.getBooleanDetails(flagKey, true)).toMatchObject({ value: true, errorCode: 'FLAG_NOT_FOUND' });
  }
});

it('14. a closed provider can be set again', async () => {
  const provider = await aProvider();
  await provider.onClose();
  await provider.initialize(BOB);
  expect(provider.resolveBooleanEvaluation('pro', true, BOB).value).toBe(false);
});

it('15. the endpoint is checked, a slash at its end is harmless, and headers are an object', async () => {
  for (const endpoint of ['', 'relay', '/relay', 'ftp://relay.test', 'https://relay.test?key=1']) {
    expect(() => new GoFeatureFlagRemoteProvider({ endpoint })).toThrow('"endpoint" must be');
  }
  await aProvider({ endpoint: `${proxy.url}/`, headers: { 'X-Team': 'web' } });
  expect(bulkRequests().at(-1)).toMatchObject({ path: BULK, headers: { 'x-team': 'web' } });
});

// One connection for many tabs: `e2e/specs/tabs`; no polls while hidden: `e2e/specs/changes/page-life.spec.ts`.
it('16. pages that started together do not ask together', async () => {
  const before = bulkRequests().length;
  const options = {
    endpoint: proxy.url,
    apiKey: KEY,
    pollIntervalMs: 1_000,
    changeStream: 'off',
    logLevel: 'off',
  } as const;
  const pages = Array.from({ length: 8 }, () => new GoFeatureFlagRemoteProvider({ ...options, storage: 'memory' }));
  const startedAtMs = Date.now();
  await Promise.all(pages.map((page) => page.initialize(ALICE)));
  await proxy.seen(BULK, before + 16);
  await Promise.all(pages.map((page) => page.onClose()));
  const pollsAtMs = bulkRequests()
    .slice(before + 8, before + 16)
    .map(({ atMs }) => atMs - startedAtMs);
  expect(Math.max(...pollsAtMs) - Math.min(...pollsAtMs)).toBeGreaterThan(20);
});

describe('17. storage', () => {
  it('that is missing is no error', async () => {
    const lines: unknown[] = [];
    const write = (...parts: unknown[]) => void lines.push(parts);
    const logger = { debug: write, info: write, warn: write, error: write };
    await aProvider({ storage: undefined, logger, logLevel: 'warning' });
    expect(lines).toEqual([]);
  });

  it('keeps nothing of a key that was replaced', async () => {
    const storage = aStorage();
    const provider = await aProvider({ storage });
    await expect.poll(() => JSON.stringify([...storage.entries])).toContain('TARGETING_MATCH');
    const before = [...storage.entries.keys()].filter((name) => name.includes('/answers/'));
    await provider.setApiKey('another-key');
    expect([...storage.entries.keys()].filter((name) => before.includes(name))).toEqual([]);
  });
});

it('18. a store that is slow to write confuses no two users’ validators', async () => {
  const storage = aStorage();
  const held: (() => void)[] = [];
  storage.set = (key, value) =>
    new Promise<void>((resolve) => {
      held.push(() => {
        storage.entries.set(key, value);
        resolve();
      });
    });
  const provider = await aProvider({ storage });
  await api.setContext(BOB);
  expect(bulkRequests().at(-1)?.headers['if-none-match']).toBeUndefined();
  for (const release of held.splice(0)) release();
  await provider.refresh();
  expect(bulkRequests().at(-1)).toMatchObject({ status: 304 });
  expect(client.getBooleanDetails('pro', true)).toMatchObject({ value: false, reason: 'DEFAULT' });
  for (const release of held.splice(0)) release();
});

describe('19. what is not there', () => {
  it('is: track(), snapshot() and bootstrap', async () => {
    const provider = await aProvider();
    expect(() => client.track('checkout', { value: 3 })).not.toThrow();
    const bootstrap = provider.snapshot();
    proxy.inflict({ path: BULK, fault: { kind: 'hang' } });
    await aProvider({ bootstrap });
    expect(client.getBooleanDetails('pro', false)).toMatchObject({ value: true, reason: 'TARGETING_MATCH' });
  });

  it('is: a request that a newer context overtakes is taken back', async () => {
    await aProvider();
    proxy.inflict({ path: BULK, fault: { kind: 'hang' }, times: 1 });
    const before = bulkRequests().length;
    const overtaken = api.setContext(BOB);
    await proxy.seen(BULK, before + 1);
    await Promise.all([overtaken, api.setContext({ targetingKey: 'carol' })]);
    await expect.poll(() => bulkRequests()[before]?.state).toBe('broken');
  });

  it('is: setting the same context again while it is being asked for does not ask twice at once', async () => {
    await aProvider();
    const before = bulkRequests().length;
    await Promise.all([api.setContext(ALICE), api.setContext({ ...ALICE }), api.setContext({ ...ALICE })]);
    expect(client.providerStatus).toBe(ProviderStatus.READY);
    await proxy.seen(BULK, before + 1);
    expect(proxy.openTo(BULK).length).toBeLessThanOrEqual(1);
  });
});
