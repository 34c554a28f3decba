import { anApi } from '@goff-web/internal/an-api';
import { type OpenFeatureAPI, ProviderStatus } from '@openfeature/web-sdk';
import { beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Relay } from '../../../e2e/relay/relay.ts';
import { RELAY_START_MS, startRelay } from '../../../e2e/relay/start-relay.ts';
import { type CommonOptions, GoFeatureFlagProvider } from '../src/index.ts';

const SHOP = { apiKey: 'shop-key', says: 'shop' };
const BLOG = { apiKey: 'blog-key', says: 'blog' };

let shop: Relay;
let blog: Relay;
let api: OpenFeatureAPI;

const flagsOf = ({ says }: typeof SHOP) => ({
  greeting: {
    variations: { member: `${says} member`, guest: `${says} guest` },
    targeting: [{ query: 'member eq true', variation: 'member' }],
    defaultRule: { variation: 'guest' },
  },
});

beforeAll(async () => {
  shop = await startRelay({ flags: flagsOf(SHOP), apiKeys: [SHOP.apiKey, BLOG.apiKey] });
  blog = await startRelay({ flags: flagsOf(BLOG), apiKeys: [BLOG.apiKey] });
  return () => Promise.all([shop.close(), blog.close()]);
}, RELAY_START_MS);

beforeEach(() => {
  api = anApi();
  return () => api.close();
});

function aProvider({ url }: Relay, { apiKey }: typeof SHOP, options: CommonOptions = {}): GoFeatureFlagProvider {
  return new GoFeatureFlagProvider({ endpoint: url, apiKey, logLevel: 'off', pollIntervalMs: 0, ...options });
}

it('keeps providers of one page apart: endpoint, key, context and life', async () => {
  const [ofShop, ofBlog] = [aProvider(shop, SHOP), aProvider(blog, BLOG)];
  await Promise.all([
    api.setProviderAndWait('shop', ofShop, { targetingKey: 'ada', member: true }),
    api.setProviderAndWait('blog', ofBlog, { targetingKey: 'bob' }),
  ]);
  const says = (domain: string) => api.getClient(domain).getStringValue('greeting', 'nothing');
  expect([says('shop'), says('blog')]).toEqual(['shop member', 'blog guest']);

  await api.setContext('blog', { targetingKey: 'bob', member: true });
  expect([says('shop'), says('blog')]).toEqual(['shop member', 'blog member']);
  await api.setContext('shop', { targetingKey: 'ada' });
  expect([says('shop'), says('blog')]).toEqual(['shop guest', 'blog member']);

  // A key that the other's relay proxy does not know is that provider's own trouble.
  await ofBlog.setApiKey(SHOP.apiKey);
  expect(api.getClient('blog').providerStatus).toBe(ProviderStatus.STALE);
  expect(api.getClient('shop').providerStatus).toBe(ProviderStatus.READY);
  await ofShop.refresh();
  expect([says('shop'), says('blog')]).toEqual(['shop guest', 'blog member']);

  await ofBlog.onClose();
  await api.setContext('shop', { targetingKey: 'ada', member: true });
  expect([says('shop'), says('blog')]).toEqual(['shop member', 'nothing']);
});

it('sends events to "dataCollectorEndpoint", and asks it for nothing', async () => {
  const provider = aProvider(shop, BLOG, { dataCollectorEndpoint: blog.url });
  await api.setProviderAndWait(provider, { targetingKey: 'elsewhere' });
  const client = api.getClient();
  expect(client.getStringValue('greeting', 'nothing')).toBe('shop guest');
  client.track('bought', { value: 3 });
  await provider.flush();
  const usersOf = async (relay: Relay) =>
    [...(await relay.featureEvents()), ...(await relay.trackingEvents())].map((event) => event['userKey']);
  await vi.waitFor(async () => expect(await usersOf(blog)).toEqual(['elsewhere', 'elsewhere']), 10_000);
  expect(await usersOf(shop)).not.toContain('elsewhere');
});
