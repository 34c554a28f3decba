import { anApi } from '@goff-web/internal/an-api';
import { type OpenFeatureAPI, ProviderEvents, ProviderStatus } from '@openfeature/web-sdk';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { askRelay } from '../../../e2e/relay/ask-relay.ts';
import type { Relay } from '../../../e2e/relay/relay.ts';
import { RELAY_START_MS, startRelay } from '../../../e2e/relay/start-relay.ts';
import { GoFeatureFlagRemoteProvider } from '../src/index.ts';

const KEY = 'browser-key';
const FLAGS = {
  'flag-only-for-admin': {
    variations: { on: true, off: false },
    targeting: [{ name: 'admins', query: 'admin eq true', variation: 'on' }],
    defaultRule: { variation: 'off' },
    metadata: { owner: 'team-a', nested: { a: 1 } },
  },
  colour: { variations: { red: '#f00', blue: '#00f' }, defaultRule: { percentage: { red: 50, blue: 50 } } },
  limits: { variations: { small: { items: [1, 2.5] } }, defaultRule: { variation: 'small' } },
  retired: { disable: true, variations: { a: 'a' }, defaultRule: { variation: 'a' } },
};

let relay: Relay;
let api: OpenFeatureAPI;

beforeAll(async () => {
  relay = await startRelay({ flags: FLAGS, apiKeys: [KEY] });
  return () => relay.close();
}, RELAY_START_MS);

beforeEach(() => {
  api = anApi();
  return () => api.close();
});

const aProvider = (options: { apiKey?: string; pollIntervalMs?: number; flagList?: string[] } = {}) =>
  new GoFeatureFlagRemoteProvider({ endpoint: `${relay.url}/`, apiKey: KEY, logLevel: 'off', ...options });

it('answers as the relay proxy’s single evaluation does, for every context', async () => {
  await api.setProviderAndWait(aProvider(), {});
  const client = api.getClient();
  for (const context of [
    { targetingKey: 'u-1', admin: true },
    { targetingKey: 'u-2', admin: false },
    { admin: true },
  ]) {
    await api.setContext(context);
    for (const [flagKey, details] of [
      ['flag-only-for-admin', client.getBooleanDetails('flag-only-for-admin', false)],
      ['colour', client.getStringDetails('colour', 'default')],
      ['limits', client.getObjectDetails('limits', {})],
    ] as const) {
      const said = await askRelay(relay, KEY, flagKey, context);
      if (said['errorCode'] === undefined)
        expect(details).toMatchObject({ value: said['value'], variant: said['variant'], reason: said['reason'] });
      else expect(details.errorCode).toBe(said['errorCode']);
    }
  }
});

it('gives the default for a disabled flag, and the primitive part of the metadata', async () => {
  await api.setProviderAndWait(aProvider(), { targetingKey: 'u', admin: true });
  const client = api.getClient();
  expect(client.getStringDetails('retired', 'mine')).toMatchObject({
    value: 'mine',
    reason: 'DISABLED',
    variant: 'SdkDefault',
  });
  expect(client.getBooleanDetails('flag-only-for-admin', false).flagMetadata).toEqual({
    owner: 'team-a',
    evaluatedRuleName: 'admins',
  });
});

it('fetches only the flags of its list', async () => {
  await api.setProviderAndWait(aProvider({ flagList: ['limits'] }), { targetingKey: 'u' });
  expect(api.getClient().getStringDetails('colour', 'd').errorCode).toBe('FLAG_NOT_FOUND');
  expect(api.getClient().getObjectValue('limits', {})).toEqual({ items: [1, 2.5] });
});

it('follows an edit of the flags file, naming exactly what differs for this user', async () => {
  await api.setProviderAndWait(aProvider({ pollIntervalMs: 1_000 }), { targetingKey: 'u', admin: true });
  const changed = new Promise((resolve) => {
    api.addHandler(ProviderEvents.ConfigurationChanged, (details) => resolve(details?.flagsChanged));
  });
  try {
    const limits = { variations: { large: { items: [9] } }, defaultRule: { variation: 'large' } };
    await relay.writeFlags({ ...FLAGS, limits });
    expect(await changed).toEqual(['limits']);
    expect(api.getClient().getObjectValue('limits', {})).toEqual({ items: [9] });
  } finally {
    await relay.writeFlags(FLAGS);
  }
});

it('is FATAL with a wrong key and READY with the right one', async () => {
  const provider = aProvider({ apiKey: 'wrong' });
  await expect(api.setProviderAndWait(provider)).rejects.toThrow('"apiKey"');
  expect(api.getClient().providerStatus).toBe(ProviderStatus.FATAL);
  await provider.setApiKey(KEY);
  expect(api.getClient().providerStatus).toBe(ProviderStatus.READY);
});

it('has no body to pay for while nothing changes', async () => {
  const statuses: number[] = [];
  const provider = new GoFeatureFlagRemoteProvider({
    endpoint: relay.url,
    apiKey: KEY,
    fetch: async (input, init) => {
      const response = await fetch(input, init);
      statuses.push(response.status);
      return response;
    },
  });
  await api.setProviderAndWait(provider, { targetingKey: 'u' });
  await provider.refresh();
  expect(statuses).toEqual([200, 304]);
});
