import { GoFeatureFlagProvider } from '@goff-web/core';
import type { FaultProxy, SeenRequest } from '../faults/fault-proxy.ts';
import type { Relay } from '../relay/relay.ts';
import { fleetLoad } from './fleet-arithmetic.ts';
import { sceneFlags } from './scene.ts';

/** What the clients of one run did. */
export interface FleetMeasurement {
  readonly kind: string;
  readonly browsers: number;
  readonly tabs: number;
  /** Change streams that were open at the end. */
  readonly openStreams: number;
  readonly seconds: number;
  readonly computedPerSecond: number;
  readonly measuredPerSecond: number;
  readonly withBody: number;
  readonly unchanged: number;
}

/** Who runs, and for how long it is measured. */
export interface FleetRun {
  readonly browsers: number;
  /** Of each browser; one asks for all of them. */
  readonly tabs: number;
  readonly streams: boolean;
  readonly seconds: number;
}

const PATH = '/v1/flag/configuration';
const STREAM_PATH = '/stream/';
const POLL_MS = 10_000;
const LIVE_POLL_MS = 30_000;
/** So many start in a second: a fleet does not open its pages in one instant, and one process cannot. */
const STARTS_PER_SECOND = 100;

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function startClients(
  endpoint: string,
  { browsers, streams, tabs }: FleetRun,
): Promise<readonly GoFeatureFlagProvider[]> {
  const clients: GoFeatureFlagProvider[] = [];
  const starting: Promise<void>[] = [];
  for (let index = 0; index < browsers * tabs; index += 1) {
    const browser = index % browsers;
    const provider = new GoFeatureFlagProvider({
      endpoint,
      // All run in one process, where everybody sees everybody's locks and channels: tabs with the same key are those of one browser.
      apiKey: `browser-${browser}`,
      pollIntervalMs: POLL_MS,
      livePollIntervalMs: LIVE_POLL_MS,
      changeStream: streams ? 'auto' : 'off',
      disableDataCollection: true,
      // A thousand answers to one edit wait for the one process that reads them all.
      timeoutMs: 60_000,
      storage: 'memory',
      logLevel: 'error',
    });
    clients.push(provider);
    starting.push(provider.initialize({ targetingKey: `user-${browser}` }));
    await pause(1_000 / STARTS_PER_SECOND);
  }
  await Promise.all(starting);
  return clients;
}

function between(gateway: FaultProxy, fromMs: number, toMs: number): readonly SeenRequest[] {
  return gateway.requestsTo(PATH).filter(({ atMs }) => atMs >= fromMs && atMs < toMs);
}

/** Lets a fleet run for some seconds, and counts what the relay proxy is asked. */
export async function measureFleet(relay: Relay, gateway: FaultProxy, run: FleetRun): Promise<FleetMeasurement> {
  const { browsers, seconds, streams, tabs } = run;
  const clients = await startClients(gateway.url, run);
  // Past the first poll of each, the jitter has spread them.
  await pause(streams ? LIVE_POLL_MS : POLL_MS);
  const fromMs = Date.now();
  const colour = streams ? `fleet-${fromMs}` : 'red';
  if (streams) await relay.writeFlags(sceneFlags(colour));
  await pause(seconds * 1_000);
  const requests = between(gateway, fromMs, fromMs + seconds * 1_000);
  const openStreams = gateway.openTo(STREAM_PATH).length;
  const context = { targetingKey: 'user-0' };
  const late = clients.filter((client) => client.resolveStringEvaluation('colour', '', context).value !== colour);
  if (late.length > 0) throw new Error(`${late.length} clients do not have what the relay proxy has.`);
  await Promise.all(clients.map((client) => client.onClose()));
  const { requestsPerSecond } = fleetLoad({
    browsers,
    tabs: 1,
    pollIntervalMs: POLL_MS,
    livePollIntervalMs: LIVE_POLL_MS,
    streams,
    editsPerHour: streams ? 3_600 / seconds : 0,
    bodyBytes: 0,
  });
  return {
    kind: streams ? 'streams and one edit' : 'polling',
    browsers,
    tabs,
    openStreams,
    seconds,
    computedPerSecond: requestsPerSecond,
    measuredPerSecond: requests.length / seconds,
    withBody: requests.filter(({ status }) => status === 200).length,
    unchanged: requests.filter(({ status }) => status === 304).length,
  };
}
