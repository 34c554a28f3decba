import { anApi } from '@goff-web/internal/an-api';
import type { OpenFeatureAPI } from '@openfeature/web-sdk';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Relay } from '../../../e2e/relay/relay.ts';
import { RELAY_START_MS, startRelay } from '../../../e2e/relay/start-relay.ts';
import { GoFeatureFlagRemoteProvider } from '../src/index.ts';

const FLAGS = {
  colour: { variations: { red: '#f00' }, defaultRule: { variation: 'red' } },
  exported: {
    variations: { yes: true, no: false },
    targeting: [{ query: 'gofeatureflag.exporterMetadata.team eq "web"', variation: 'yes' }],
    defaultRule: { variation: 'no' },
  },
};

let relay: Relay;
let api: OpenFeatureAPI;

beforeAll(async () => {
  relay = await startRelay({ flags: FLAGS });
}, RELAY_START_MS);
afterAll(() => relay.close());

beforeEach(() => {
  api = anApi();
  return () => api.close();
});

it('brings evaluations and tracked events to the relay proxy’s exporter, field by field', async () => {
  const provider = new GoFeatureFlagRemoteProvider({
    endpoint: relay.url,
    logLevel: 'off',
    exporterMetadata: { team: 'web' },
  });
  await api.setProviderAndWait(provider, { targetingKey: 'u' });
  const client = api.getClient();
  client.getStringValue('colour', '');
  client.getBooleanValue('unheard-of', true);
  client.track('checkout', { value: 1 });
  await provider.flush();
  const common = {
    kind: 'feature',
    contextKind: 'user',
    userKey: 'u',
    creationDate: expect.any(Number),
    source: 'PROVIDER_CACHE',
    version: '',
    metadata: { team: 'web', provider: 'web', openfeature: true, goffEventId: expect.any(String) },
  };
  await vi.waitFor(
    async () => {
      expect(await relay.featureEvents()).toEqual([
        { ...common, key: 'colour', variation: 'red', value: '#f00', default: false },
        { ...common, key: 'unheard-of', variation: 'SdkDefault', value: true, default: true },
      ]);
      expect(await relay.trackingEvents()).toEqual([
        {
          kind: 'tracking',
          contextKind: 'user',
          userKey: 'u',
          creationDate: expect.any(Number),
          key: 'checkout',
          evaluationContext: { targetingKey: 'u' },
          trackingEventDetails: { value: 1, goffEventId: expect.any(String) },
        },
      ]);
    },
    { timeout: 10_000, interval: 100 },
  );
});

it('tells the relay proxy about itself with each context', async () => {
  const options = { endpoint: relay.url, logLevel: 'off', exporterMetadata: { team: 'web' } } as const;
  await api.setProviderAndWait(new GoFeatureFlagRemoteProvider(options), { targetingKey: 'enriched' });
  expect(api.getClient().getBooleanValue('exported', false)).toBe(true);
});
