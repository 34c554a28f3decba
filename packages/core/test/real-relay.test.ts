import { anApi } from '@goff-web/internal/an-api';
import { type OpenFeatureAPI, ProviderEvents, ProviderStatus } from '@openfeature/web-sdk';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { askRelay } from '../../../e2e/relay/ask-relay.ts';
import type { Relay } from '../../../e2e/relay/relay.ts';
import { RELAY_START_MS, startRelay } from '../../../e2e/relay/start-relay.ts';
import { type CommonOptions, GoFeatureFlagProvider } from '../src/index.ts';

const KEY = 'browser-key';
const FLAGS = {
  'flag-only-for-admin': {
    variations: { on: true, off: false },
    targeting: [{ name: 'admins', query: 'admin eq true', variation: 'on' }],
    defaultRule: { variation: 'off' },
    metadata: { owner: 'team-a' },
  },
  colour: { variations: { red: '#f00', blue: '#00f' }, defaultRule: { percentage: { red: 50, blue: 50 } } },
  limits: { variations: { small: { items: [1, 2.5] } }, defaultRule: { variation: 'small' } },
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

const aProvider = (options: CommonOptions = {}) =>
  new GoFeatureFlagProvider({ endpoint: `${relay.url}/`, apiKey: KEY, logLevel: 'off', ...options });

it('answers as the relay proxy’s single evaluation does, for every context', async () => {
  await api.setProviderAndWait(aProvider(), {});
  const client = api.getClient();
  for (let user = 0; user < 30; user += 1) {
    const context = { targetingKey: `u-${user}`, admin: user % 2 === 0 };
    await api.setContext(context);
    const details = [
      client.getBooleanDetails('flag-only-for-admin', false),
      client.getStringDetails('colour', ''),
      client.getObjectDetails('limits', {}),
    ];
    for (const { flagKey, value, variant, reason, flagMetadata } of details) {
      const { metadata, ...asked } = await askRelay(relay, KEY, flagKey, context);
      expect({ key: flagKey, value, variant, reason }).toEqual(asked);
      expect(flagMetadata).toEqual(metadata ?? {});
    }
  }
});

it('computes the validator that the relay proxy understands where the header is hidden from it', async () => {
  const statuses: number[] = [];
  const crossOrigin: typeof fetch = async (input, init) => {
    const response = await fetch(input, init);
    statuses.push(response.status);
    const headers = new Headers(response.headers);
    headers.delete('ETag');
    return new Response(response.body, { status: response.status, headers });
  };
  const provider = aProvider({ pollIntervalMs: 0, fetch: crossOrigin });
  await api.setProviderAndWait(provider, {});
  await provider.refresh();
  expect(statuses).toEqual([200, 304]);
});

it('is FATAL with a key that the relay proxy does not know, and READY with the right one', async () => {
  const provider = aProvider({ apiKey: 'unknown' });
  await expect(api.setProviderAndWait(provider, {})).rejects.toMatchObject({ code: 'PROVIDER_FATAL' });
  await provider.setApiKey(KEY);
  expect(api.getClient().providerStatus).toBe(ProviderStatus.READY);
});

it('fetches only the flags of flagList, and starts with none where the list matches none', async () => {
  await api.setProviderAndWait('one', aProvider({ flagList: ['colour'] }), { targetingKey: 'u' });
  await api.setProviderAndWait('none', aProvider({ flagList: ['unheard-of'] }), { targetingKey: 'u' });
  expect(api.getClient('one').getStringDetails('colour', '').errorCode).toBeUndefined();
  expect(api.getClient('one').getObjectDetails('limits', {})).toMatchObject({ errorCode: 'FLAG_NOT_FOUND' });
  expect(api.getClient('none').getStringDetails('colour', '')).toMatchObject({ errorCode: 'FLAG_NOT_FOUND' });
});

it('follows an edit of the flags by polling, and names exactly what has changed', async () => {
  await api.setProviderAndWait(aProvider({ pollIntervalMs: 1_000 }), { targetingKey: 'u', admin: true });
  const changed = new Promise<unknown>((resolve) => {
    api.getClient().addHandler(ProviderEvents.ConfigurationChanged, (event) => resolve(event?.flagsChanged));
  });
  await relay.writeFlags({
    ...FLAGS,
    limits: { variations: { small: { items: [] } }, defaultRule: { variation: 'small' } },
  });
  expect(await changed).toEqual(['limits']);
  expect(api.getClient().getObjectValue('limits', {})).toEqual({ items: [] });
}, 30_000);

it('tells of a step of a schedule at its moment, with what the relay proxy itself answers from then on, and sends nothing', async () => {
  const atMs = Math.ceil(Date.now() / 1_000) * 1_000 + 6_000;
  const scheduled = {
    variations: { before: 'before', after: 'after' },
    defaultRule: { variation: 'before' },
    scheduledRollout: [{ date: new Date(atMs).toISOString(), defaultRule: { variation: 'after' } }],
  };
  await relay.writeFlags({ ...FLAGS, scheduled });
  let requests = 0;
  const counting: typeof fetch = (input, init) => {
    requests += 1;
    return fetch(input, init);
  };
  const context = { targetingKey: 'u' };
  await api.setProviderAndWait(aProvider({ pollIntervalMs: 0, changeStream: 'off', fetch: counting }), context);
  expect(api.getClient().getStringValue('scheduled', '')).toBe('before');
  const [changed, toldMs] = await new Promise<[unknown, number]>((resolve) => {
    api.getClient().addHandler(ProviderEvents.ConfigurationChanged, (event) => {
      resolve([event?.flagsChanged, Date.now()]);
    });
  });
  expect(changed).toEqual(['scheduled']);
  expect(toldMs).toBeGreaterThanOrEqual(atMs);
  expect(api.getClient().getStringValue('scheduled', '')).toBe('after');
  expect(await askRelay(relay, KEY, 'scheduled', context)).toMatchObject({ value: 'after' });
  expect(requests).toBe(1);
}, 30_000);
