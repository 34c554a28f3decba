import { type FlagConfiguration, loadEngine } from '@goff-web/engine';
import { aLogger, type KeepingLogger } from '@goff-web/internal/a-logger';
import { anApi } from '@goff-web/internal/an-api';
import { type OpenFeatureAPI, ProviderEvents, ProviderStatus } from '@openfeature/web-sdk';
import { beforeEach, expect, it } from 'vitest';
import { type EvaluationSnapshot, GoFeatureFlagProvider } from './index.ts';
import { configurationAnswer, type LoopbackRelay, startLoopbackRelay } from './testing/loopback-relay.ts';

const ALICE = { targetingKey: 'alice', plan: 'pro' };
const BOB = { targetingKey: 'bob', plan: 'free' };
const theme = { variations: { dark: { dark: true } }, defaultRule: { variation: 'dark' }, trackEvents: false };
const perk = (variation: string): object => ({
  variations: { yes: true, no: false, maybe: false },
  targeting: [{ name: 'pros', query: 'plan eq "pro"', variation }],
  defaultRule: { variation: 'no' },
  metadata: { owner: 'team-a' },
});
const SERVER_FLAGS = { perk: perk('yes'), theme, key: { variations: { a: 1 }, defaultRule: { percentage: { a: 1 } } } };

let api: OpenFeatureAPI;
let relay: LoopbackRelay;
let logger: KeepingLogger;

beforeEach(async () => {
  api = anApi();
  logger = aLogger();
  relay = await startLoopbackRelay(() => undefined);
  return async () => {
    await api.close();
    await relay.close();
  };
});

/** What a server has found out for a user, after its journey into a page. */
async function snapshotFor(context: object, flags: object = SERVER_FLAGS): Promise<EvaluationSnapshot> {
  const provider = new GoFeatureFlagProvider({ configuration: { flags } as FlagConfiguration });
  await provider.initialize({ ...context });
  const snapshot = provider.snapshot();
  await provider.onClose();
  return JSON.parse(JSON.stringify(snapshot));
}

function aProvider(bootstrap: EvaluationSnapshot, more: object = {}): GoFeatureFlagProvider {
  return new GoFeatureFlagProvider({ endpoint: relay.endpoint, pollIntervalMs: 0, bootstrap, logger, ...more });
}

const answerLater = (flags: { readonly [key: string]: object }): (() => void) => {
  let answer: () => void = () => undefined;
  relay.respond = (request, response) => {
    answer = () => configurationAnswer(flags)(request, response);
  };
  return () => answer();
};

const requested = (count = 1): Promise<void> => expect.poll(() => relay.requests.length).toBe(count);

it('is READY before setProvider returns, with the server’s values, variants, reasons and metadata', async () => {
  await api.setContext(ALICE);
  api.setProvider(aProvider(await snapshotFor(ALICE)));
  const client = api.getClient();
  expect(client.providerStatus).toBe(ProviderStatus.READY);
  expect(client.getBooleanDetails('perk', false)).toMatchObject({
    value: true,
    variant: 'yes',
    reason: 'TARGETING_MATCH',
    flagMetadata: { owner: 'team-a', evaluatedRuleName: 'pros', gofeatureflag_cacheable: true },
  });
  expect(client.getObjectValue('theme', {})).toEqual({ dark: true });
  expect(client.getStringDetails('perk', '')).toMatchObject({ errorCode: 'TYPE_MISMATCH' });
  expect(client.getBooleanDetails('unheard-of', false)).toMatchObject({ errorCode: 'FLAG_NOT_FOUND' });
});

it('serves it until its own configuration has come, and tells exactly what that answers otherwise', async () => {
  const answer = answerLater({ ...SERVER_FLAGS, perk: perk('maybe'), more: theme });
  await api.setProviderAndWait(aProvider(await snapshotFor(ALICE)), ALICE);
  await requested();
  expect(api.getClient().getBooleanValue('perk', false)).toBe(true);
  const changed = new Promise<unknown>((resolve) => {
    api.getClient().addHandler(ProviderEvents.ConfigurationChanged, (event) => resolve(event?.flagsChanged));
  });
  answer();
  expect(await changed).toEqual(['perk', 'more']);
  expect(api.getClient().getBooleanDetails('perk', true)).toMatchObject({ value: false, variant: 'maybe' });
});

it('says nothing when its own configuration answers the same', async () => {
  const answer = answerLater(SERVER_FLAGS);
  const provider = aProvider(await snapshotFor(ALICE));
  await api.setProviderAndWait(provider, ALICE);
  let changes = 0;
  api.getClient().addHandler(ProviderEvents.ConfigurationChanged, () => {
    changes += 1;
  });
  await requested();
  answer();
  relay.respond = configurationAnswer(SERVER_FLAGS);
  await provider.refresh();
  expect(changes).toBe(0);
});

it('refuses a snapshot of another context, with one warning, and starts from the network', async () => {
  const answer = answerLater(SERVER_FLAGS);
  const ready = api.setProviderAndWait(aProvider(await snapshotFor(ALICE)), BOB);
  await requested();
  expect(api.getClient().getBooleanDetails('perk', true)).toMatchObject({
    value: true,
    errorCode: 'PROVIDER_NOT_READY',
  });
  answer();
  await ready;
  expect(api.getClient().getBooleanDetails('perk', true)).toMatchObject({ value: false, variant: 'no' });
  expect(logger.warnings.filter((text) => text.includes('"bootstrap"'))).toHaveLength(1);
});

it('never shows it to the next user, who waits for the configuration', async () => {
  const answer = answerLater(SERVER_FLAGS);
  await api.setProviderAndWait(aProvider(await snapshotFor(ALICE)), ALICE);
  const client = api.getClient();
  const switched = api.setContext(BOB);
  expect(client.providerStatus).toBe(ProviderStatus.RECONCILING);
  expect(client.getBooleanDetails('perk', true)).toMatchObject({ value: true, errorCode: 'PROVIDER_NOT_READY' });
  await requested();
  answer();
  await switched;
  expect(client.providerStatus).toBe(ProviderStatus.READY);
  expect(client.getBooleanDetails('perk', true)).toMatchObject({ value: false, variant: 'no' });
});

it('shows it again when its user is back before the configuration has come', async () => {
  await api.setProviderAndWait(aProvider(await snapshotFor(ALICE)), ALICE);
  const away = api.setContext(BOB);
  await api.setContext({ ...ALICE });
  await away;
  expect(api.getClient().getBooleanValue('perk', false)).toBe(true);
});

it('goes on with it while the relay proxy is down', async () => {
  relay.respond = (_, response) => response.writeHead(503).end();
  const provider = aProvider(await snapshotFor(ALICE));
  await api.setProviderAndWait(provider, ALICE);
  for (let failure = 0; failure < 3; failure += 1) await provider.refresh();
  expect(api.getClient().providerStatus).toBe(ProviderStatus.STALE);
  expect(api.getClient().getBooleanValue('perk', false)).toBe(true);
});

it('hands it on as its own snapshot, and then what its configuration says', async () => {
  const snapshot = await snapshotFor(ALICE);
  const provider = aProvider(snapshot);
  const before = provider.snapshot();
  await api.setProviderAndWait(provider, ALICE);
  expect([before, provider.snapshot()]).toEqual([undefined, snapshot]);
  relay.respond = configurationAnswer(SERVER_FLAGS);
  await provider.refresh();
  expect(provider.snapshot()).toEqual(snapshot);
  expect(snapshot.untracked).toEqual(['theme']);
  expect(JSON.stringify(snapshot)).not.toContain('query');
});

it('runs without a relay proxy on a snapshot and a configuration, which comes when the engine is there', async () => {
  const configuration = { flags: { ...SERVER_FLAGS, perk: perk('maybe') } } as FlagConfiguration;
  let release: (bytes: Response) => void = () => undefined;
  const wasm = new Promise<Response>((resolve) => (release = resolve));
  await api.setProviderAndWait(
    aProvider(await snapshotFor(ALICE), { endpoint: undefined, configuration, wasm }),
    ALICE,
  );
  expect(api.getClient().getBooleanValue('perk', false)).toBe(true);
  const changed = new Promise<unknown>((resolve) => {
    api.getClient().addHandler(ProviderEvents.ConfigurationChanged, (event) => resolve(event?.flagsChanged));
  });
  release(await engineResponse());
  expect(await changed).toEqual(['perk']);
});

async function engineResponse(): Promise<Response> {
  const { readFile } = await import('node:fs/promises');
  const { createRequire } = await import('node:module');
  expect((await loadEngine()).kind).toBe('resident');
  const file = createRequire(import.meta.url).resolve('@goff-web/engine/engine.wasm');
  return new Response(await readFile(file), { headers: { 'Content-Type': 'application/wasm' } });
}
