import { anApi } from '@goff-web/internal/an-api';
import { type OpenFeatureAPI, ProviderEvents } from '@openfeature/web-sdk';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { FaultProxy } from '../../../e2e/faults/fault-proxy.ts';
import { startFaultProxy } from '../../../e2e/faults/start-fault-proxy.ts';
import type { Relay } from '../../../e2e/relay/relay.ts';
import { RELAY_START_MS, startRelay } from '../../../e2e/relay/start-relay.ts';
import { GoFeatureFlagProvider } from '../src/index.ts';

const KEY = 'server-key';
const SOCKET = '/stream/v1/ws/flag/change';
const flagsWith = (colour: string) => ({
  colour: { variations: { only: colour }, defaultRule: { variation: 'only' } },
});

let relay: Relay;
let gateway: FaultProxy;
let api: OpenFeatureAPI;

beforeAll(async () => {
  relay = await startRelay({ flags: flagsWith('red'), apiKeys: [KEY] });
  return () => relay.close();
}, RELAY_START_MS);

beforeEach(async () => {
  gateway = await startFaultProxy(relay.url);
  api = anApi();
  return async () => {
    await api.close();
    await gateway.close();
  };
});

const aProvider = (changeStream: 'auto' | 'websocket') =>
  new GoFeatureFlagProvider({
    endpoint: gateway.url,
    apiKey: KEY,
    changeStream,
    pollIntervalMs: 0,
    livePollIntervalMs: 0,
    logLevel: 'off',
  });

it('follows an edit by a WebSocket in Node, without any poll', async () => {
  await api.setProviderAndWait(aProvider('websocket'), {});
  await expect.poll(() => gateway.openTo(SOCKET).length).toBe(1);
  await expect.poll(() => gateway.requestsTo('/v1').map((seen) => seen.status)).toEqual([200, 304]);
  const changed = new Promise((resolve) => api.addHandler(ProviderEvents.ConfigurationChanged, resolve));
  await relay.writeFlags(flagsWith('blue'));
  expect(await changed).toMatchObject({ flagsChanged: ['colour'] });
  expect(api.getClient().getStringValue('colour', '')).toBe('blue');
  await api.close();
  await expect.poll(() => gateway.openTo(SOCKET)).toEqual([]);
});

it('asks for no stream in Node, which has no EventSource, unless it is told to', async () => {
  const provider = aProvider('auto');
  await api.setProviderAndWait(provider, {});
  await provider.refresh();
  await provider.refresh();
  expect(gateway.requestsTo('/stream')).toEqual([]);
});
