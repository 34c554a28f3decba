import { anApi } from '@goff-web/internal/an-api';
import type { OpenFeatureAPI } from '@openfeature/web-sdk';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { ExportedEvent, Relay } from '../../../e2e/relay/relay.ts';
import { RELAY_START_MS, startRelay } from '../../../e2e/relay/start-relay.ts';
import { GoFeatureFlagProvider } from '../src/index.ts';

const KEY = 'browser-key';
const FLAGS = {
  colour: { variations: { red: '#f00', blue: '#00f' }, defaultRule: { variation: 'red' }, version: '1.2.0' },
  limits: { variations: { small: { items: [1, 2.5] } }, defaultRule: { variation: 'small' } },
  secret: { variations: { on: true }, defaultRule: { variation: 'on' }, trackEvents: false },
  off: { variations: { on: true }, defaultRule: { variation: 'on' }, disable: true },
  exported: {
    variations: { yes: true, no: false },
    targeting: [{ query: 'gofeatureflag.exporterMetadata.team eq "web"', variation: 'yes' }],
    defaultRule: { variation: 'no' },
  },
};

let relay: Relay;
let api: OpenFeatureAPI;

beforeAll(async () => {
  relay = await startRelay({ flags: FLAGS, apiKeys: [KEY] });
}, RELAY_START_MS);
afterAll(() => relay.close());

beforeEach(() => {
  api = anApi();
  return () => api.close();
});

type Options = Omit<ConstructorParameters<typeof GoFeatureFlagProvider>[0], 'configuration' | 'endpoint'>;

function aProvider(options: Options = {}): GoFeatureFlagProvider {
  return new GoFeatureFlagProvider({
    endpoint: relay.url,
    apiKey: KEY,
    logLevel: 'off',
    pollIntervalMs: 0,
    exporterMetadata: { team: 'web', release: 7 },
    ...options,
  });
}

/** What the relay proxy's file exporter wrote for a user, once there is that much. */
async function exported(
  kind: 'featureEvents' | 'trackingEvents',
  user: string,
  count: number,
): Promise<readonly ExportedEvent[]> {
  return vi.waitFor(
    async () => {
      const events = (await relay[kind]()).filter((event) => event['userKey'] === user);
      expect(events.length).toBeGreaterThanOrEqual(count);
      return events;
    },
    { timeout: 10_000, interval: 100 },
  );
}

const AN_ID = expect.stringMatching(/^[0-9a-z]{6,}-[0-9a-z]+$/);
const A_SECOND = expect.toSatisfy((value: unknown) => Math.abs(Number(value) - Date.now() / 1_000) < 60);

it('brings evaluations to the relay proxy’s exporter as GO Feature Flag specifies them, field by field', async () => {
  const provider = aProvider();
  await api.setProviderAndWait(provider, { targetingKey: 'exposed' });
  const client = api.getClient();
  client.getStringValue('colour', '');
  client.getObjectValue('limits', {});
  client.getBooleanValue('secret', false);
  client.getStringValue('off', 'mine');
  client.getNumberValue('colour', 5);
  client.getObjectValue('unheard-of', { mine: [1] });
  await provider.flush();
  const common = {
    kind: 'feature',
    contextKind: 'user',
    userKey: 'exposed',
    creationDate: A_SECOND,
    source: 'INPROCESS',
    version: '',
    metadata: { team: 'web', release: 7, provider: 'web', openfeature: true, goffEventId: AN_ID },
  };
  const failed = { ...common, variation: 'SdkDefault', default: true };
  const events = await exported('featureEvents', 'exposed', 5);
  expect(events).toEqual([
    { ...common, key: 'colour', variation: 'red', value: '#f00', default: false, version: '1.2.0' },
    { ...common, key: 'limits', variation: 'small', value: { items: [1, 2.5] }, default: false },
    { ...common, key: 'off', variation: 'SdkDefault', value: 'mine', default: false },
    { ...failed, key: 'colour', value: 5, version: '1.2.0' },
    { ...failed, key: 'unheard-of', value: { mine: [1] } },
  ]);
  expect(new Set(events.map((event) => (event['metadata'] as ExportedEvent)['goffEventId'])).size).toBe(5);
});

it('calls a user without a key as the exporters do, and anonymous only who says so by `true`', async () => {
  const provider = aProvider();
  await api.setProviderAndWait(provider, { anonymous: 'yes' });
  const client = api.getClient();
  client.getStringValue('colour', '');
  await api.setContext({ anonymous: true });
  client.getStringValue('colour', '');
  await provider.flush();
  const events = await exported('featureEvents', 'undefined-targetingKey', 2);
  expect(events.map((event) => event['contextKind'])).toEqual(['user', 'anonymousUser']);
});

it('brings tracked events with their context and details', async () => {
  const provider = aProvider();
  await api.setProviderAndWait(provider, { targetingKey: 'tracked', plan: { name: 'pro' } });
  api.getClient().track('checkout', { value: 99.5, items: [{ sku: 'a' }], at: new Date(0) });
  await provider.flush();
  expect(await exported('trackingEvents', 'tracked', 1)).toEqual([
    {
      kind: 'tracking',
      contextKind: 'user',
      userKey: 'tracked',
      creationDate: A_SECOND,
      key: 'checkout',
      evaluationContext: { targetingKey: 'tracked', plan: { name: 'pro' } },
      trackingEventDetails: {
        value: 99.5,
        items: [{ sku: 'a' }],
        at: '1970-01-01T00:00:00.000Z',
        goffEventId: AN_ID,
      },
    },
  ]);
});

it('evaluates with its metadata in the context, and leaves what the application has put beside it', async () => {
  const context = { targetingKey: 'enriched', gofeatureflag: { flagList: ['x'], exporterMetadata: { team: 'app' } } };
  await api.setProviderAndWait(aProvider(), context);
  expect(api.getClient().getBooleanValue('exported', false)).toBe(true);
  expect(context.gofeatureflag).toEqual({ flagList: ['x'], exporterMetadata: { team: 'app' } });
});

it('sends nothing while data collection is off, whatever is evaluated and tracked', async () => {
  const paths: string[] = [];
  const counting: typeof fetch = (input, init) => {
    paths.push(new URL((input as Request).url).pathname);
    return fetch(input, init);
  };
  const provider = aProvider({ disableDataCollection: true, fetch: counting });
  await api.setProviderAndWait(provider, { targetingKey: 'silent' });
  const client = api.getClient();
  client.getStringValue('colour', '');
  client.track('unseen');
  await provider.flush();
  expect(paths).toEqual(['/v1/flag/configuration']);

  await provider.setDataCollection(true);
  client.getStringValue('colour', '');
  await provider.flush();
  client.track('withdrawn');
  await provider.setDataCollection(false);
  client.track('unseen');
  await provider.flush();
  expect(paths).toEqual(['/v1/flag/configuration', '/v1/data/collector']);
  expect(await exported('featureEvents', 'silent', 1)).toHaveLength(1);
});

it('sends what waits when it is closed', async () => {
  await api.setProviderAndWait(aProvider(), { targetingKey: 'closing' });
  api.getClient().getStringValue('colour', '');
  await api.close();
  expect(await exported('featureEvents', 'closing', 1)).toHaveLength(1);
});

it('"maxPendingEvents" are sent at once, whenever the next ones would be', async () => {
  const provider = aProvider({ maxPendingEvents: 3, flushIntervalMs: 86_400_000 });
  await api.setProviderAndWait(provider, { targetingKey: 'many' });
  // What sends at its own pace is there from then on.
  await provider.flush();
  const client = api.getClient();
  for (let count = 0; count < 3; count += 1) client.getStringValue('colour', '');
  expect(await exported('featureEvents', 'many', 3)).toHaveLength(3);
});

it('within "exposureWindowMs" an exposure that is the same is recorded once', async () => {
  const provider = aProvider({ exposureWindowMs: 60_000 });
  await api.setProviderAndWait(provider, { targetingKey: 'windowed' });
  const client = api.getClient();
  for (let count = 0; count < 5; count += 1) client.getStringValue('colour', '');
  client.getObjectValue('limits', {});
  await provider.flush();
  const events = await exported('featureEvents', 'windowed', 2);
  expect(events.map((event) => event['key'])).toEqual(['colour', 'limits']);
});

it.each([
  ['debug', ['debug', 'warn']],
  ['warning', ['warn']],
  ['error', []],
] as const)('"logLevel" "%s" lets through what weighs as much', async (logLevel, levels) => {
  const logged = new Set<string>();
  const note = (level: string) => () => void logged.add(level);
  const logger = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') };
  const provider = aProvider({ flagList: ['unheard-of'], logger, logLevel });
  // There are no such flags, which is a warning; a refusal is one, too, and the request that failed is for who debugs.
  await api.setProviderAndWait(provider, {});
  await provider.setApiKey('wrong');
  expect([...logged].sort()).toEqual(levels);
});
