// A page that measures what a test tells it to, over the built package.

import { OpenFeature, type Provider } from '@openfeature/web-sdk';
import { GoFeatureFlagProvider } from '../../dist/index.js';
import { lastEndOf } from './last-end-of.ts';
import type { MeasuringPage, StartTimes } from './measuring-page.ts';

declare global {
  var measure: MeasuringPage;
  /** When the script of this document began to run: before its libraries did. */
  var scriptStartMs: number;
}

/** When the page's script was there, and could be compiled. */
const scriptThereMs = lastEndOf((name) => name.endsWith('.js'));

const USER = { targetingKey: 'd45e303a-38c2-11ed-a261-0242ac120002', plan: 'pro' };
const quiet = (): void => undefined;
OpenFeature.setLogger({ debug: quiet, info: quiet, warn: quiet, error: quiet });

function aProvider(endpoint: string, more: object = {}): GoFeatureFlagProvider {
  return new GoFeatureFlagProvider({
    endpoint,
    changeStream: 'off',
    logLevel: 'off',
    disableDataCollection: true,
    ...more,
  });
}

async function start(): Promise<StartTimes> {
  const endpoint = new URLSearchParams(location.search).get('relay') ?? '';
  const madeMs = performance.now();
  await OpenFeature.setProviderAndWait(aProvider(endpoint, { pollIntervalMs: 3_600_000 }), USER);
  const readyMs = performance.now();
  OpenFeature.getClient().getBooleanValue('flag-500', false);
  const downloadedMs = lastEndOf((name) => name.endsWith('.wasm') || name.includes('/v1/flag/configuration'));
  return { scriptThereMs, scriptStartMs, madeMs, readyMs, downloadedMs };
}

const CONSTANT: Provider = {
  metadata: { name: 'constant' },
  runsOn: 'client',
  resolveBooleanEvaluation: () => ({ value: true }),
  resolveStringEvaluation: (_, value) => ({ value }),
  resolveNumberEvaluation: (_, value) => ({ value }),
  resolveObjectEvaluation: (_, value) => ({ value }),
};

/** Microseconds of one evaluation in batches of so many: ours, and the SDK's with a provider that returns a constant. */
async function evaluate(
  endpoint: string,
  batches: number,
  batchSize: number,
): Promise<{ oursUs: number[]; sdkUs: number[] }> {
  await OpenFeature.setProviderAndWait('ours', aProvider(endpoint), USER);
  await OpenFeature.setProviderAndWait('constant', CONSTANT, USER);
  const one = (domain: string): number => {
    const client = OpenFeature.getClient(domain);
    const beforeMs = performance.now();
    for (let index = 0; index < batchSize; index += 1) client.getBooleanValue('flag-500', false);
    return ((performance.now() - beforeMs) * 1_000) / batchSize;
  };
  one('ours');
  one('constant');
  const oursUs: number[] = [];
  const sdkUs: number[] = [];
  for (let batch = 0; batch < batches; batch += 1) {
    oursUs.push(one('ours'));
    sdkUs.push(one('constant'));
  }
  return { oursUs, sdkUs };
}

let contexts: GoFeatureFlagProvider | undefined;

/** Replaces the context so many times, and evaluates each time. */
async function changeContexts(endpoint: string, count: number): Promise<void> {
  contexts ??= aProvider(endpoint);
  await OpenFeature.setProviderAndWait('contexts', contexts, USER);
  const client = OpenFeature.getClient('contexts');
  for (let user = 0; user < count; user += 1) {
    await OpenFeature.setContext('contexts', { targetingKey: `user-${user}`, plan: user % 2 === 0 ? 'pro' : 'free' });
    client.getBooleanValue('flag-500', false);
  }
}

let updated: GoFeatureFlagProvider | undefined;
let version = 0;

/** Replaces the configuration so many times, and evaluates each time. */
async function updateConfiguration(count: number): Promise<void> {
  const flag = (value: number): object => ({ variations: { a: value }, defaultRule: { variation: 'a' } });
  updated ??= aProvider('https://relay.test', {
    storage: 'memory',
    fetch: async () => {
      version += 1;
      const body = JSON.stringify({ flags: { version: flag(version), other: flag(0) } });
      return new Response(body, { headers: { 'Content-Type': 'application/json' } });
    },
  });
  await OpenFeature.setProviderAndWait('updated', updated, USER);
  const client = OpenFeature.getClient('updated');
  for (let update = 0; update < count; update += 1) {
    await updated.refresh();
    if (client.getNumberValue('version', 0) !== version) throw new Error('an update was not served');
  }
}

// Not on demand of the driver: its round trips and its polling would count as well.
if (new URLSearchParams(location.search).has('start')) {
  void start().then((times) => navigator.sendBeacon('/started', JSON.stringify(times)));
}
globalThis.measure = { evaluate, changeContexts, updateConfiguration };
