import { anApi } from '@goff-web/internal/an-api';
import { type EvaluationContext, type OpenFeatureAPI, ProviderEvents, ProviderStatus } from '@openfeature/web-sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type EvaluationSnapshot,
  GoFeatureFlagRemoteProvider,
  type GoFeatureFlagRemoteProviderOptions,
  OptionError,
} from './index.ts';
import { bulk, createScriptedRelay, type ScriptedRelay, whoAmI } from './testing/scripted-relay.ts';

const ENDPOINT = 'http://relay.test/prefix/';
let api: OpenFeatureAPI;
let relay: ScriptedRelay;
let providers: GoFeatureFlagRemoteProvider[];

beforeEach(() => {
  api = anApi();
  relay = createScriptedRelay();
  providers = [];
});

afterEach(async () => {
  await Promise.all(providers.map((provider) => provider.onClose()));
});

function aProvider(options: Partial<GoFeatureFlagRemoteProviderOptions> = {}): GoFeatureFlagRemoteProvider {
  const provider = new GoFeatureFlagRemoteProvider({
    endpoint: ENDPOINT,
    fetch: relay.fetch,
    pollIntervalMs: 0,
    storage: 'memory',
    logLevel: 'off',
    ...options,
  });
  providers.push(provider);
  return provider;
}

const who = () => api.getClient().getStringValue('who', 'default');
const status = () => api.getClient().providerStatus;
const turn = () => new Promise((resolve) => setTimeout(resolve, 0));

/** Waits until the relay has seen so many requests: storage is asked first, in turns of its own. */
async function untilSeen(count: number): Promise<void> {
  while (relay.seen.length < count) await turn();
}

it('asks for everything with the context, the key and the path prefix, and is ready with the answers', async () => {
  await api.setProviderAndWait(aProvider({ apiKey: 'k', headers: { 'X-App': 'a' }, flagList: ['who'] }), {
    targetingKey: 'u',
  });
  const [request] = relay.seen;
  expect(request?.url).toBe('http://relay.test/prefix/ofrep/v1/evaluate/flags');
  expect(request?.context).toMatchObject({ targetingKey: 'u', gofeatureflag: { flagList: ['who'] } });
  expect(Object.fromEntries(request?.headers ?? [])).toMatchObject({
    'content-type': 'application/json',
    'x-api-key': 'k',
    'x-app': 'a',
  });
  expect(status()).toBe(ProviderStatus.READY);
  expect(api.getClient().getStringDetails('who', '')).toMatchObject({
    value: 'u',
    reason: 'TARGETING_MATCH',
    variant: 'v',
  });
});

it('is called as the specification wants', () => {
  expect(aProvider()).toMatchObject({ metadata: { name: 'GO Feature Flag Provider' }, runsOn: 'client' });
});

it('answers FLAG_NOT_FOUND for names of built-in members', async () => {
  await api.setProviderAndWait(aProvider());
  for (const key of ['constructor', 'toString', '__proto__', 'missing']) {
    expect(api.getClient().getBooleanDetails(key, true)).toMatchObject({ value: true, errorCode: 'FLAG_NOT_FOUND' });
  }
});

describe('the context', () => {
  it('is asked for anew, reconciling meanwhile, and the last one’s answers are not shown', async () => {
    await api.setProviderAndWait(aProvider(), { targetingKey: 'alice' });
    relay.respond = undefined;
    const changed = api.setContext({ targetingKey: 'bob' });
    expect(status()).toBe(ProviderStatus.RECONCILING);
    expect(api.getClient().getStringDetails('who', 'd')).toMatchObject({ value: 'd', errorCode: 'PROVIDER_NOT_READY' });
    await untilSeen(2);
    relay.seen[1]?.answer(bulk([{ key: 'who', value: 'bob', reason: 'STATIC' }]));
    await changed;
    expect([status(), who()]).toEqual([ProviderStatus.READY, 'bob']);
  });

  it('shows only the last of ten when their answers arrive in reverse', async () => {
    await api.setProviderAndWait(aProvider(), { targetingKey: 'user-0' });
    // A relay that does not stop when it is told to: every answer arrives.
    relay.respond = undefined;
    const changes: Promise<void>[] = [];
    for (let user = 1; user <= 10; user += 1) {
      changes.push(api.setContext({ targetingKey: `user-${user}` }));
      await untilSeen(user + 1);
    }
    for (const request of relay.seen.slice(1).reverse()) {
      request.answer(whoAmI(request));
      await turn();
      expect(['user-10', 'default']).toContain(who());
    }
    await Promise.all(changes);
    expect([status(), who()]).toEqual([ProviderStatus.READY, 'user-10']);
  });

  it('leaves nothing of the user before when the relay fails after a logout', async () => {
    await api.setProviderAndWait(aProvider(), { targetingKey: 'alice' });
    relay.respond = () => new Response('', { status: 503 });
    await api.setContext({});
    expect([status(), who()]).toEqual([ProviderStatus.ERROR, 'default']);
  });

  it('comes back at once to one it knows, without reconciling, and says that the answers are kept ones', async () => {
    await api.setProviderAndWait(aProvider(), { targetingKey: 'alice' });
    await api.setContext({ targetingKey: 'bob' });
    relay.respond = undefined;
    const back = api.setContext({ targetingKey: 'alice' });
    expect(status()).toBe(ProviderStatus.READY);
    expect(api.getClient().getStringDetails('who', '')).toMatchObject({ value: 'alice', reason: 'CACHED' });
    await back;
  });

  it('is another one when the application alters its object and does not say so', async () => {
    const context = { targetingKey: 'alice' };
    await api.setProviderAndWait(aProvider(), context);
    context.targetingKey = 'bob';
    expect(api.getClient().getStringDetails('who', 'd')).toMatchObject({ value: 'd', errorCode: 'PROVIDER_NOT_READY' });
  });

  it('goes without what JSON has no word for', async () => {
    await api.setProviderAndWait(aProvider(), { targetingKey: 'alice', cycle: cyclic() });
    expect([status(), who()]).toEqual([ProviderStatus.READY, 'alice']);
  });
});

describe('a start that fails', () => {
  it.each([
    ['a server fault', () => new Response('', { status: 500 }), ProviderStatus.ERROR, 'answered 500'],
    ['no JSON', () => new Response('<!doctype html>'), ProviderStatus.ERROR, 'is no JSON'],
    ['truncated JSON', () => new Response('{"flags":[{"key"'), ProviderStatus.ERROR, 'is no JSON'],
    ['no flags', () => new Response('{}'), ProviderStatus.ERROR, 'has no list of flags'],
    ['nothing at that path', () => new Response('', { status: 404 }), ProviderStatus.ERROR, 'Is "endpoint"'],
    ['a network fault', () => Promise.reject(new TypeError('x')), ProviderStatus.ERROR, 'No complete answer'],
    ['a wrong key', () => new Response('', { status: 401 }), ProviderStatus.FATAL, 'apiKey'],
    ['a gateway’s 403', () => new Response('', { status: 403 }), ProviderStatus.FATAL, '403'],
    [
      'a key without flag set',
      () => new Response('{"message":"error while getting flagset: flagset not found for API key"}', { status: 400 }),
      ProviderStatus.FATAL,
      'flagset not found',
    ],
  ])('with %s says so and answers defaults', async (_, respond, expected, words) => {
    relay.respond = respond;
    await expect(api.setProviderAndWait(aProvider({ apiKey: 'wrong' }))).rejects.toThrow(words);
    expect(status()).toBe(expected);
    expect(api.getClient().getBooleanDetails('who', true)).toMatchObject({ value: true, reason: 'ERROR' });
  });

  it('recovers by itself', async () => {
    relay.respond = () => new Response('', { status: 500 });
    await expect(api.setProviderAndWait(aProvider())).rejects.toThrow();
    const ready = new Promise<void>((resolve) => api.addHandler(ProviderEvents.Ready, () => resolve()));
    relay.respond = (request) => whoAmI(request);
    await ready;
    expect(who()).toBe('nobody');
  });

  it('recovers with the right key', async () => {
    relay.respond = (request) =>
      request.headers.get('X-API-Key') === 'right' ? whoAmI(request) : new Response('', { status: 401 });
    const provider = aProvider({ apiKey: 'wrong' });
    await expect(api.setProviderAndWait(provider)).rejects.toThrow();
    await provider.setApiKey('right');
    expect([status(), who()]).toEqual([ProviderStatus.READY, 'nobody']);
  });

  it('never tells the key', async () => {
    const lines: string[] = [];
    const write = (...parts: unknown[]) => void lines.push(parts.map(String).join(' '));
    const logger = { debug: write, info: write, warn: write, error: write };
    relay.respond = (request) =>
      new Response(JSON.stringify({ message: `bad ${request.headers.get('X-API-Key')}` }), { status: 401 });
    const started = api.setProviderAndWait(aProvider({ apiKey: 'se-cret', logger, logLevel: 'debug' }));
    await expect(started).rejects.toThrow(/^(?!.*se-cret).*$/s);
    expect(lines.join('\n')).not.toContain('se-cret');
  });
});

describe('a refresh', () => {
  it('says which flags answer differently, and nothing when none does', async () => {
    const provider = aProvider();
    await api.setProviderAndWait(provider);
    const changes: unknown[] = [];
    api.addHandler(ProviderEvents.ConfigurationChanged, (details) => void changes.push(details?.flagsChanged));
    await provider.refresh();
    expect(relay.seen[1]?.headers.get('If-None-Match')).toMatch(/^"\d+-[0-9a-f]{40}"$/);
    relay.respond = (request) => whoAmI(request, [{ key: 'new', value: 1, reason: 'STATIC' }]);
    await provider.refresh();
    expect(changes).toEqual([['new']]);
    expect(api.getClient().getNumberValue('new', 0)).toBe(1);
  });

  it('believes that all flags are gone only at the second time', async () => {
    const provider = aProvider();
    await api.setProviderAndWait(provider);
    relay.respond = () => bulk([]);
    await provider.refresh();
    expect(who()).toBe('nobody');
    await provider.refresh();
    expect(who()).toBe('default');
  });
});

it('is stale after three failures in a row, goes on serving, also through a change to a known context, and recovers', async () => {
  const provider = aProvider();
  await api.setProviderAndWait(provider, { targetingKey: 'alice' });
  relay.respond = () => new Response('', { status: 500 });
  for (let failure = 1; failure <= 3; failure += 1) {
    expect(status()).toBe(ProviderStatus.READY);
    await provider.refresh();
  }
  expect([status(), who()]).toEqual([ProviderStatus.STALE, 'alice']);
  await api.setContext({ targetingKey: 'alice' });
  expect(status()).toBe(ProviderStatus.STALE);
  relay.respond = (request) => whoAmI(request);
  await provider.refresh();
  expect(status()).toBe(ProviderStatus.READY);
});

it('can be set, closed and set again, and leaves a replaced start unfinished', async () => {
  const provider = aProvider();
  await api.setProviderAndWait(provider, { targetingKey: 'a' });
  await provider.onClose();
  await provider.onClose();
  await provider.initialize({ targetingKey: 'b' });
  expect(provider.resolveStringEvaluation('who', '', { targetingKey: 'b' }).value).toBe('b');

  relay.respond = undefined;
  const replaced = aProvider();
  const started = replaced.initialize({});
  await replaced.onClose();
  await expect(started).rejects.toMatchObject({ code: 'PROVIDER_CLOSED' });
});

describe('a second page', () => {
  function aStorage() {
    const entries = new Map<string, string>();
    return {
      entries,
      /** Answers are written behind the page's back. */
      async untilWritten(): Promise<void> {
        while (![...entries.keys()].some((name) => name.includes('/answers/of/'))) await turn();
      },
      get: (key: string) => entries.get(key),
      set: (key: string, value: string) => void entries.set(key, value),
      delete: (key: string) => void entries.delete(key),
    };
  }

  it('is ready from the device before any network, with the answers of this very context', async () => {
    const storage = aStorage();
    await api.setProviderAndWait(aProvider({ storage }), { targetingKey: 'alice' });
    await storage.untilWritten();
    relay.respond = undefined;
    await api.setProviderAndWait(aProvider({ storage }), { targetingKey: 'alice' });
    expect(api.getClient().getStringDetails('who', '')).toMatchObject({ value: 'alice', reason: 'CACHED' });
    await untilSeen(2);
    expect(relay.seen[1]?.headers.get('If-None-Match')).not.toBeNull();
  });

  it('waits for the network when another user comes', async () => {
    const storage = aStorage();
    await api.setProviderAndWait(aProvider({ storage }), { targetingKey: 'alice' });
    await storage.untilWritten();
    await api.setProviderAndWait(aProvider({ storage }), { targetingKey: 'bob' });
    expect(who()).toBe('bob');
  });

  it('uses the device only when the relay fails, where the network goes first', async () => {
    const storage = aStorage();
    await api.setProviderAndWait(aProvider({ storage }), { targetingKey: 'alice' });
    await storage.untilWritten();
    relay.respond = () => Promise.reject(new TypeError('offline'));
    await api.setProviderAndWait(aProvider({ storage, cacheMode: 'network-first' }), { targetingKey: 'alice' });
    expect(api.getClient().getStringDetails('who', '')).toMatchObject({ value: 'alice', reason: 'CACHED' });
  });

  it('finds nothing after forget, whatever is fetched later', async () => {
    const storage = aStorage();
    const provider = aProvider({ storage });
    await api.setProviderAndWait(provider, { targetingKey: 'alice' });
    await provider.forget();
    relay.respond = (request) => whoAmI(request, [{ key: 'new', value: 1 }]);
    await provider.refresh();
    expect([...storage.entries]).toEqual([]);
  });

  it('finds what another provider stored in the same place, when that one is not the one that forgets', async () => {
    const storage = aStorage();
    const other = { storage, endpoint: 'http://other.test' };
    await api.setProviderAndWait(aProvider(other), { targetingKey: 'alice' });
    await storage.untilWritten();
    const provider = aProvider({ storage });
    await api.setProviderAndWait(provider, { targetingKey: 'alice' });
    await provider.forget();
    relay.respond = undefined;
    await api.setProviderAndWait(aProvider(other), { targetingKey: 'alice' });
    expect(api.getClient().getStringDetails('who', '')).toMatchObject({ value: 'alice', reason: 'CACHED' });
  });

  it('and the same page too have forgotten who was here before', async () => {
    const provider = aProvider({ storage: aStorage() });
    await api.setProviderAndWait(provider, { targetingKey: 'alice' });
    await api.setContext({});
    await provider.forget();
    relay.respond = undefined;
    void api.setContext({ targetingKey: 'alice' });
    expect(who()).toBe('default');
  });

  it('finds nothing of a key that was refused meanwhile, while the first page goes on serving, stale', async () => {
    const storage = aStorage();
    const provider = aProvider({ storage, apiKey: 'revoked' });
    await api.setProviderAndWait(provider, { targetingKey: 'alice' });
    await storage.untilWritten();
    relay.respond = () => new Response('', { status: 401 });
    await provider.refresh();
    expect([status(), who()]).toEqual([ProviderStatus.STALE, 'alice']);
    await provider.onClose();
    expect([...storage.entries.keys()].filter((name) => name.includes('/answers/of/'))).toEqual([]);
  });

  it('stores nothing where caching is disabled', async () => {
    const storage = aStorage();
    await api.setProviderAndWait(aProvider({ storage, cacheMode: 'disabled' }), { targetingKey: 'alice' });
    expect([...storage.entries]).toEqual([]);
  });
});

describe('a snapshot', () => {
  const ALICE = { targetingKey: 'alice', plan: 'pro' };
  const LIMITS = {
    key: 'limits',
    value: { items: [1] },
    reason: 'STATIC',
    variant: 'small',
    metadata: { team: 'web' },
  };

  /** What a server that renders the page would put into it. */
  async function aSnapshot(context: EvaluationContext = ALICE): Promise<EvaluationSnapshot> {
    relay.respond = (request) => whoAmI(request, [LIMITS, { key: 'failed', errorCode: 'PARSE_ERROR' }]);
    const server = aProvider();
    await server.initialize(context);
    const snapshot = server.snapshot();
    await server.onClose();
    relay.seen.length = 0;
    return JSON.parse(JSON.stringify(snapshot));
  }

  it('makes the very first evaluation after setProvider answer as the server did, before any network', async () => {
    const bootstrap = await aSnapshot();
    relay.respond = undefined;
    const ready: unknown[] = [];
    api.addHandler(ProviderEvents.Ready, (details) => void ready.push(details));
    api.setProvider(aProvider({ bootstrap }), ALICE);
    expect([relay.seen.length, status(), who()]).toEqual([0, ProviderStatus.READY, 'alice']);
    expect(api.getClient().getObjectDetails('limits', {})).toMatchObject({
      value: { items: [1] },
      reason: 'STATIC',
      variant: 'small',
      flagMetadata: { team: 'web' },
    });
    expect(api.getClient().getBooleanDetails('failed', true)).toMatchObject({ value: true, errorCode: 'PARSE_ERROR' });
    await untilSeen(1);
    expect(ready).toHaveLength(1);
  });

  it('gives way to the relay proxy’s own answers, naming exactly what differs', async () => {
    const bootstrap = await aSnapshot();
    const changes: unknown[] = [];
    api.addHandler(ProviderEvents.ConfigurationChanged, (details) => void changes.push(details?.flagsChanged));
    relay.respond = (request) => whoAmI(request, [{ ...LIMITS, value: { items: [2] } }]);
    const provider = aProvider({ bootstrap });
    await api.setProviderAndWait(provider, ALICE);
    await provider.refresh();
    expect(changes).toEqual([['failed', 'limits']]);
    expect(relay.seen[0]?.headers.get('If-None-Match')).toBeNull();
  });

  it('is refused for another context, with one warning, and used once its own is set', async () => {
    const bootstrap = await aSnapshot();
    const warnings: string[] = [];
    const quiet = () => undefined;
    const logger = {
      debug: quiet,
      info: quiet,
      error: quiet,
      warn: (...parts: unknown[]) => void warnings.push(parts.join(' ')),
    };
    relay.respond = undefined;
    api.setProvider(aProvider({ bootstrap, logger, logLevel: 'warning' }), { ...ALICE, plan: 'free' });
    expect([status(), who()]).toEqual([ProviderStatus.NOT_READY, 'default']);
    expect(warnings).toEqual([expect.stringContaining('"bootstrap" is of another context')]);
    await api.setContext(ALICE);
    expect([status(), who()]).toEqual([ProviderStatus.READY, 'alice']);
    expect(warnings).toHaveLength(1);
  });

  it('is never seen again once the relay proxy has answered for its context, even when memory has forgotten that', async () => {
    const bootstrap = await aSnapshot();
    relay.respond = (request) => whoAmI(request, [{ ...LIMITS, value: { items: [2] } }]);
    const provider = aProvider({ bootstrap, maxCachedContexts: 1, cacheMode: 'disabled' });
    await api.setProviderAndWait(provider, ALICE);
    await provider.refresh();
    await api.setContext({ targetingKey: 'bob' });
    const back = api.setContext(ALICE);
    expect(api.getClient().getObjectDetails('limits', {}).errorCode).toBe('PROVIDER_NOT_READY');
    await back;
  });

  it('holds what the relay proxy said, not how it was kept, and no attribute of the user', async () => {
    const provider = aProvider();
    await api.setProviderAndWait(provider, { email: 'alice@example.com' });
    await api.setContext({});
    await api.setContext({ email: 'alice@example.com' });
    const text = JSON.stringify(provider.snapshot());
    expect(text).toContain('TARGETING_MATCH');
    expect(text).not.toContain('CACHED');
    expect(text).not.toContain('alice');
  });

  it('is the caller’s to change, and bound to the context as it was set, whatever becomes of the application’s object', async () => {
    relay.respond = (request) => whoAmI(request, [LIMITS]);
    const provider = aProvider({ flagList: ['who', 'limits'] });
    const context = { targetingKey: 'alice', company: { name: 'a' } };
    await api.setProviderAndWait(provider, context);
    const snapshot = provider.snapshot();
    Object.assign(snapshot?.flags[1]?.[1] as object, { items: [9] });
    context.company.name = 'b';
    expect(provider.snapshot()?.context).toBe(snapshot?.context);
    expect(api.getClient().getObjectValue('limits', {})).toEqual({ items: [1] });
    relay.respond = undefined;
    const bootstrap = provider.snapshot();
    api.setProvider(aProvider({ bootstrap }), { targetingKey: 'alice', company: { name: 'a' } });
    expect(who()).toBe('alice');
  });

  it('does not exist while nothing is known', async () => {
    const provider = aProvider();
    expect(provider.snapshot()).toBeUndefined();
    relay.respond = () => new Response('', { status: 500 });
    await expect(api.setProviderAndWait(provider)).rejects.toThrow();
    expect(provider.snapshot()).toBeUndefined();
  });

  it('of another version is left alone, with one warning', async () => {
    const warnings: unknown[] = [];
    const quiet = () => undefined;
    const logger = {
      debug: quiet,
      info: quiet,
      error: quiet,
      warn: (...parts: unknown[]) => void warnings.push(parts.join(' ')),
    };
    const bootstrap = { ...(await aSnapshot()), format: 'goff-web-snapshot/9' } as never;
    await api.setProviderAndWait(aProvider({ bootstrap, logger, logLevel: 'warning' }), ALICE);
    expect(warnings).toEqual([expect.stringContaining('"bootstrap" is not of the format')]);
    expect(who()).toBe('alice');
  });
});

it('hands out the same object until the flag’s answer differs, whatever else changes', async () => {
  const theme = { key: 'theme', value: { dark: true }, reason: 'STATIC' };
  relay.respond = (request) => whoAmI(request, [theme]);
  const provider = aProvider();
  await api.setProviderAndWait(provider);
  const ask = () => api.getClient().getObjectValue('theme', {});
  const first = ask();
  relay.respond = (request) => whoAmI(request, [theme, { key: 'new', value: 1 }]);
  await provider.refresh();
  expect(ask()).toBe(first);
  relay.respond = (request) => whoAmI(request, [{ ...theme, value: { dark: false } }]);
  await provider.refresh();
  expect(ask()).toEqual({ dark: false });
  expect(first).toEqual({ dark: true });
});

it('says in its STALE event why', async () => {
  const messages: unknown[] = [];
  api.addHandler(ProviderEvents.Stale, (details) => void messages.push(details?.message));
  const provider = aProvider({ apiKey: 'revoked' });
  await api.setProviderAndWait(provider);
  relay.respond = () => new Response('', { status: 401 });
  await provider.refresh();
  expect(messages).toEqual([expect.stringContaining('refused the API key')]);
});

describe('a wrong option', () => {
  it.each<[string, unknown, string]>([
    ['endpoint', 'relay', 'an absolute http or https URL'],
    ['pollIntervalMs', 250, 'got 250'],
    ['timeoutMs', 0, 'got 0'],
    ['maxCachedContexts', 0, 'from 1 to 1000'],
    ['cacheMode', 'always', '"local-cache-first", "network-first", "disabled"'],
    ['flagList', ['a', 1], 'an array of flag keys'],
    ['storage', 'localstorage', '"indexeddb", "memory"'],
    ['bootstrap', '{}', 'a snapshot'],
  ])('%s throws with its name, its range and the value', (name, value, words) => {
    const make = () => aProvider({ [name]: value });
    expect(make).toThrow(OptionError);
    expect(make).toThrow(`"${name}" must be`);
    expect(make).toThrow(words);
  });

  it('endpoint throws when it is absent', () => {
    expect(() => new GoFeatureFlagRemoteProvider({} as never)).toThrow('"endpoint" must be');
  });

  it('that nobody knows is told once, with the nearest name', () => {
    const lines: string[] = [];
    const write = (...parts: unknown[]) => void lines.push(parts.map(String).join(' '));
    aProvider({
      logLevel: 'warning',
      logger: { debug: write, info: write, warn: write, error: write },
      timeoutMS: 5,
    } as never);
    expect(lines.join()).toContain('Did you mean "timeoutMs"?');
  });
});

function cyclic(): never {
  const cycle: { self?: unknown } = {};
  cycle.self = cycle;
  return cycle as never;
}
