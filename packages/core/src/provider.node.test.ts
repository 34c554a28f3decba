import { readFile } from 'node:fs/promises';
import { OpenFeature, ProviderEvents, ProviderStatus } from '@openfeature/web-sdk';
import { afterEach, expect, it } from 'vitest';
import { GoFeatureFlagProvider } from './provider.ts';
import { configurationAnswer, type LoopbackRelay, startLoopbackRelay } from './testing/loopback-relay.ts';

const FLAGS = {
  'flag-only-for-admin': {
    variations: { on: true, off: false },
    targeting: [{ name: 'admins', query: 'email eq "john.doe@gofeatureflag.org"', variation: 'on' }],
    defaultRule: { variation: 'off' },
    version: '1.2.3',
    metadata: { team: 'web', nested: { dropped: true } },
  },
  colour: { variations: { a: 'red' }, defaultRule: { variation: 'a' } },
  limit: { variations: { a: 12.5 }, defaultRule: { variation: 'a' } },
  theme: { variations: { a: { dark: true, sizes: [1, 2] } }, defaultRule: { variation: 'a' } },
  list: { variations: { a: ['x'] }, defaultRule: { variation: 'a' } },
  off: { variations: { a: 'on' }, defaultRule: { variation: 'a' }, disable: true },
  half: { variations: { a: true, b: false }, defaultRule: { percentage: { a: 50, b: 50 } } },
};
const ADMIN = { targetingKey: 'd45e303a-38c2-11ed-a261-0242ac120002', email: 'john.doe@gofeatureflag.org' };

const relays: LoopbackRelay[] = [];

async function aRelay(respond = configurationAnswer(FLAGS)): Promise<LoopbackRelay> {
  const relay = await startLoopbackRelay(respond);
  relays.push(relay);
  return relay;
}

afterEach(async () => {
  await OpenFeature.clearProviders();
  await OpenFeature.clearContexts();
  await Promise.all(relays.splice(0).map((relay) => relay.close()));
});

async function aClient(relay: LoopbackRelay, options = {}) {
  const provider = new GoFeatureFlagProvider({ endpoint: relay.endpoint, logLevel: 'off', ...options });
  await OpenFeature.setProviderAndWait(provider, ADMIN);
  return { provider, client: OpenFeature.getClient() };
}

it('answers flags of every type through the SDK', async () => {
  const { client } = await aClient(await aRelay());
  expect(client.getBooleanDetails('flag-only-for-admin', false)).toEqual({
    flagKey: 'flag-only-for-admin',
    value: true,
    variant: 'on',
    reason: 'TARGETING_MATCH',
    flagMetadata: { team: 'web', evaluatedRuleName: 'admins', gofeatureflag_cacheable: true, version: '1.2.3' },
  });
  expect(client.getStringValue('colour', '')).toBe('red');
  expect(client.getNumberValue('limit', 0)).toBe(12.5);
  expect(client.getObjectValue('theme', {})).toEqual({ dark: true, sizes: [1, 2] });
  expect(client.getObjectValue('list', [])).toEqual(['x']);
});

it('gives the default and says why where it has no value', async () => {
  const { client } = await aClient(await aRelay());
  expect(client.getStringDetails('off', 'mine')).toMatchObject({
    value: 'mine',
    reason: 'DISABLED',
    variant: 'SdkDefault',
  });
  expect(client.getStringDetails('off', 'mine').errorCode).toBeUndefined();
  expect(client.getBooleanDetails('colour', true)).toMatchObject({ value: true, errorCode: 'TYPE_MISMATCH' });
  expect(client.getNumberDetails('flag-only-for-admin', 7)).toMatchObject({ value: 7, errorCode: 'TYPE_MISMATCH' });
  expect(client.getObjectDetails('colour', {})).toMatchObject({ value: {}, errorCode: 'TYPE_MISMATCH' });
  for (const unknown of ['missing', 'toString', '__proto__']) {
    expect(client.getBooleanDetails(unknown, true)).toMatchObject({ value: true, errorCode: 'FLAG_NOT_FOUND' });
  }
});

it('leaves a missing targeting key to the engine', async () => {
  const { client } = await aClient(await aRelay());
  await OpenFeature.setContext({});
  expect(client.getBooleanDetails('half', true)).toMatchObject({ value: true, errorCode: 'TARGETING_KEY_MISSING' });
  expect(client.getStringValue('colour', '')).toBe('red');
});

it('hands out one object to all who ask, which nobody can change', async () => {
  const { client } = await aClient(await aRelay());
  const theme = client.getObjectValue<{ dark?: boolean }>('theme', {});
  expect(client.getObjectValue('theme', {})).toBe(theme);
  expect(() => Object.assign(theme, { dark: false })).toThrow(TypeError);
  expect(client.getObjectValue('theme', {})).toMatchObject({ dark: true });
});

it('changes the context without reconciling', async () => {
  const { client } = await aClient(await aRelay());
  const events: string[] = [];
  client.addHandler(ProviderEvents.Reconciling, () => void events.push('reconciling'));
  client.addHandler(ProviderEvents.ContextChanged, () => void events.push('context-changed'));
  const changed = OpenFeature.setContext({ targetingKey: 'other' });
  expect(client.getBooleanValue('flag-only-for-admin', true)).toBe(false);
  await changed;
  expect(events).toEqual(['context-changed']);
});

it('sends the key, the flag list and the headers, keeps the path, and asks conditionally', async () => {
  const relay = await aRelay();
  const { provider } = await aClient(relay, {
    endpoint: `${relay.endpoint}/prefix/`,
    apiKey: 'key-1',
    flagList: ['colour'],
    headers: { 'X-Team': 'web', 'x-api-key': 'loses' },
  });
  await provider.refresh();
  const [first, second] = relay.requests;
  expect(first).toMatchObject({ method: 'POST', path: '/prefix/v1/flag/configuration', body: '{"flags":["colour"]}' });
  expect(first?.headers).toMatchObject({ 'x-api-key': 'key-1', 'x-team': 'web', 'content-type': 'application/json' });
  expect(first?.headers['if-none-match']).toBeUndefined();
  expect(second?.headers['if-none-match']).toMatch(/^"\d+-[0-9a-f]{40}"$/);
});

it('shows ERROR and recovers without a hand', async () => {
  const relay = await aRelay((_, response) => void response.writeHead(503).end());
  const provider = new GoFeatureFlagProvider({ endpoint: relay.endpoint, logLevel: 'off' });
  await expect(OpenFeature.setProviderAndWait(provider, ADMIN)).rejects.toThrow('503');
  const client = OpenFeature.getClient();
  expect(client.providerStatus).toBe(ProviderStatus.ERROR);
  expect(client.getBooleanDetails('flag-only-for-admin', false)).toMatchObject({ errorCode: 'PROVIDER_NOT_READY' });
  relay.respond = configurationAnswer(FLAGS);
  await new Promise<void>((resolve) => {
    client.addHandler(ProviderEvents.Ready, () => resolve());
  });
  expect(client.providerStatus).toBe(ProviderStatus.READY);
  expect(client.getBooleanValue('flag-only-for-admin', false)).toBe(true);
});

it('is FATAL with a wrong key, and READY with the right one', async () => {
  const good = configurationAnswer(FLAGS);
  const relay = await aRelay((request, response) => {
    if (request.headers['x-api-key'] === 'right') good(request, response);
    else
      response
        .writeHead(401, { 'Content-Type': 'application/json' })
        .end('{"message":"code=401, message=Unauthorized"}');
  });
  const provider = new GoFeatureFlagProvider({ endpoint: relay.endpoint, apiKey: 'wrong-key', logLevel: 'off' });
  const failure = await OpenFeature.setProviderAndWait(provider, ADMIN).then(
    () => undefined,
    (error: Error) => error,
  );
  const client = OpenFeature.getClient();
  expect(failure?.message).toContain('refused the API key (401');
  expect(failure?.message).not.toContain('wrong-key');
  expect(client.providerStatus).toBe(ProviderStatus.FATAL);
  await provider.setApiKey('right');
  expect(client.providerStatus).toBe(ProviderStatus.READY);
  expect(client.getBooleanValue('flag-only-for-admin', false)).toBe(true);
});

it('keeps STALE through a change of context', async () => {
  const relay = await aRelay();
  const { provider, client } = await aClient(relay);
  relay.respond = (_, response) => void response.writeHead(503).end();
  for (let failure = 0; failure < 3; failure += 1) await provider.refresh();
  expect(client.providerStatus).toBe(ProviderStatus.STALE);
  await OpenFeature.setContext({ targetingKey: 'other' });
  expect(client.providerStatus).toBe(ProviderStatus.STALE);
});

it('tells the SDK exactly which flags have changed', async () => {
  const relay = await aRelay();
  const { provider, client } = await aClient(relay);
  const changes: unknown[] = [];
  client.addHandler(ProviderEvents.ConfigurationChanged, (event) => void changes.push(event?.flagsChanged));
  const { colour: _, ...rest } = FLAGS;
  relay.respond = configurationAnswer({ ...rest, added: FLAGS.limit });
  await provider.refresh();
  expect(changes.map((keys) => [...(keys as string[])].sort())).toEqual([['added', 'colour']]);
});

it('can be closed twice and set again', async () => {
  const { provider } = await aClient(await aRelay());
  await provider.onClose();
  await provider.onClose();
  await OpenFeature.clearProviders();
  await OpenFeature.setProviderAndWait(provider, ADMIN);
  expect(OpenFeature.getClient().getStringValue('colour', '')).toBe('red');
});

it('starts again from the application’s own storage while the relay proxy is down, and forgets on demand', async () => {
  const entries = new Map<string, string>();
  const storage = {
    get: (key: string) => entries.get(key),
    set: (key: string, value: string) => entries.set(key, value),
    delete: (key: string) => entries.delete(key),
  };
  const relay = await aRelay();
  await aClient(relay, { storage, apiKey: 'secret-key' });
  await OpenFeature.clearProviders();
  await expect.poll(() => [...entries].flat().join()).toContain('colour');
  expect([...entries].flat().join()).not.toContain('secret-key');
  relay.respond = (_, response) => void response.destroy();
  const { provider, client } = await aClient(relay, { storage, apiKey: 'secret-key' });
  expect(client.getStringValue('colour', '')).toBe('red');
  await provider.forget();
  relay.respond = configurationAnswer({ colour: FLAGS.colour });
  await provider.refresh();
  expect(entries.size).toBe(0);
});

it('takes a configuration in place of a relay proxy', async () => {
  await OpenFeature.setProviderAndWait(new GoFeatureFlagProvider({ configuration: { flags: FLAGS } }), ADMIN);
  expect(OpenFeature.getClient().getBooleanValue('flag-only-for-admin', false)).toBe(true);
});

it.each([
  ['bytes', async () => ({ wasm: await engineBytes() })],
  ['a compiled module', async () => ({ wasm: await WebAssembly.compile(await engineBytes()) })],
  ['a promise', async () => ({ wasm: engineBytes() })],
])('takes the engine as %s', async (_, make) => {
  const { client } = await aClient(await aRelay(), await make());
  expect(client.getStringValue('colour', '')).toBe('red');
});

it('goes to ERROR with a message that says what to do when the engine is no engine', async () => {
  const relay = await aRelay();
  const provider = new GoFeatureFlagProvider({
    endpoint: relay.endpoint,
    wasm: new Uint8Array([60, 33]),
    logLevel: 'off',
  });
  await expect(OpenFeature.setProviderAndWait(provider)).rejects.toThrow(/engine|WebAssembly/);
  expect(OpenFeature.getClient().providerStatus).toBe(ProviderStatus.ERROR);
});

async function engineBytes(): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await readFile(new URL('../../engine/dist/engine.wasm', import.meta.url)));
}
