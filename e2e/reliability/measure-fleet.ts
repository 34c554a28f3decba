import { GoFeatureFlagProvider } from '@goff-web/core';
import type { FaultProxy, SeenRequest } from '../faults/fault-proxy.ts';
import type { Relay } from '../relay/relay.ts';
import { fleetLoad } from './fleet-arithmetic.ts';
import { sceneFlags } from './scene.ts';

/** What the clients of one run did. */
export interface FleetMeasurement {
  readonly kind: string;
  readonly seconds: number;
  readonly computedPerSecond: number;
  readonly measuredPerSecond: number;
  readonly withBody: number;
  readonly unchanged: number;
}

const PATH = '/v1/flag/configuration';
const POLL_MS = 10_000;
const LIVE_POLL_MS = 30_000;
/** So many start in a second: a fleet does not open its pages in one instant, and one process cannot. */
const STARTS_PER_SECOND = 100;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function startClients(
  count: number,
  endpoint: string,
  streams: boolean,
): Promise<readonly GoFeatureFlagProvider[]> {
  const clients: GoFeatureFlagProvider[] = [];
  for (let index = 0; index < count; index += 1) {
    const provider = new GoFeatureFlagProvider({
      endpoint,
      pollIntervalMs: POLL_MS,
      livePollIntervalMs: LIVE_POLL_MS,
      changeStream: streams ? 'auto' : 'off',
      disableDataCollection: true,
      storage: 'memory',
      logLevel: 'error',
    });
    clients.push(provider);
    await Promise.all([provider.initialize({ targetingKey: `user-${index}` }), pause(1_000 / STARTS_PER_SECOND)]);
  }
  return clients;
}

function between(gateway: FaultProxy, fromMs: number, toMs: number): readonly SeenRequest[] {
  return gateway.requestsTo(PATH).filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
}

/** Lets `count` providers run for some seconds, and counts what the relay proxy is asked. */
export async function measureFleet(
  relay: Relay,
  gateway: FaultProxy,
  count: number,
  seconds: number,
  streams: boolean,
): Promise<FleetMeasurement> {
  const clients = await startClients(count, gateway.url, streams);
  // Past the first poll of each, the jitter has spread them.
  await pause(streams ? LIVE_POLL_MS : POLL_MS);
  const fromMs = Date.now();
  if (streams) await relay.writeFlags(sceneFlags(`fleet-${fromMs}`));
  await pause(seconds * 1_000);
  const requests = between(gateway, fromMs, fromMs + seconds * 1_000);
  await Promise.all(clients.map((client) => client.onClose()));
  const { requestsPerSecond } = fleetLoad({
    browsers: count,
    tabs: 1,
    pollIntervalMs: POLL_MS,
    livePollIntervalMs: LIVE_POLL_MS,
    streams,
    editsPerHour: streams ? 3_600 / seconds : 0,
    bodyBytes: 0,
  });
  return {
    kind: streams ? 'streams and one edit' : 'polling',
    seconds,
    computedPerSecond: requestsPerSecond,
    measuredPerSecond: requests.length / seconds,
    withBody: requests.filter(({ status }) => status === 200).length,
    unchanged: requests.filter(({ status }) => status === 304).length,
  };
}
