import { OpenFeature, ProviderStatus } from '@openfeature/web-sdk';
import { afterEach, expect, it } from 'vitest';
import { GoFeatureFlagProvider } from './provider.ts';

const BODY = JSON.stringify({ flags: { colour: { variations: { a: 'red' }, defaultRule: { variation: 'a' } } } });
const answering: typeof fetch = async () => new Response(BODY, { headers: { 'Content-Type': 'application/json' } });
const silent: typeof fetch = () => new Promise(() => undefined);

let count = 0;
function anEndpoint(): string {
  count += 1;
  return `https://relay-${count}.test`;
}

afterEach(async () => {
  await OpenFeature.clearProviders();
});

it('evaluates in the browser, with the engine that comes with it', async () => {
  await OpenFeature.setProviderAndWait(new GoFeatureFlagProvider({ endpoint: anEndpoint(), fetch: answering }));
  expect(OpenFeature.getClient().getStringDetails('colour', '')).toMatchObject({ value: 'red', reason: 'STATIC' });
});

it('is ready on the second visit without any answer from the network', async () => {
  const endpoint = anEndpoint();
  await OpenFeature.setProviderAndWait(new GoFeatureFlagProvider({ endpoint, fetch: answering }));
  await OpenFeature.clearProviders();
  const later = new GoFeatureFlagProvider({ endpoint, fetch: silent, disableDataCollection: true });
  await OpenFeature.setProviderAndWait(later);
  expect(OpenFeature.getClient().getStringValue('colour', '')).toBe('red');
});

it('stores nothing when it is told so', async () => {
  const endpoint = anEndpoint();
  await OpenFeature.setProviderAndWait(
    new GoFeatureFlagProvider({ endpoint, fetch: answering, cacheMode: 'disabled' }),
  );
  await OpenFeature.clearProviders();
  const later = new GoFeatureFlagProvider({ endpoint, fetch: silent, timeoutMs: 50, logLevel: 'off' });
  await expect(OpenFeature.setProviderAndWait(later)).rejects.toThrow('within 50 ms');
});

it('goes to ERROR and says what to do when the engine is not where it should be', async () => {
  const provider = new GoFeatureFlagProvider({
    endpoint: anEndpoint(),
    fetch: answering,
    wasm: '/missing/engine.wasm',
    logLevel: 'off',
  });
  await expect(OpenFeature.setProviderAndWait(provider)).rejects.toThrow(/engine/);
  expect(OpenFeature.getClient().providerStatus).toBe(ProviderStatus.ERROR);
  expect(OpenFeature.getClient().getStringDetails('colour', 'mine')).toMatchObject({
    value: 'mine',
    errorCode: 'PROVIDER_NOT_READY',
  });
});
