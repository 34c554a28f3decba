import { createFakeClock, type FakeClock } from '../../platform/fake-clock.ts';
import { createFakePage, type FakePage } from '../../platform/fake-page.ts';
import { createFakeBrowser, type FakeBrowser } from '../../platform/fake-tabs.ts';
import type { Platform } from '../../platform/platform.ts';
import { aLogger, type KeepingLogger } from '../../testing/a-logger.ts';
import { createCourier } from '../delivery/courier.ts';
import { createEventCollector, type EventCollector, type EventCollectorOptions } from '../event-collector.ts';
import { createMemoryDevice, type MemoryDevice } from './memory-device.ts';

/** Who evaluates. */
export const USER = { targetingKey: 'u' };
/** A relay proxy that is there. */
export const ANSWERED = { kind: 'not-modified' } as const;

/** Collectors on fakes, and everything that a test looks at or turns. */
export interface CollectorBench {
  readonly clock: FakeClock;
  /** The page that collectors are opened in from now on. */
  page: FakePage;
  readonly device: MemoryDevice;
  readonly browser: FakeBrowser;
  readonly logger: KeepingLogger;
  /** Names of the events of each request that reached the relay proxy. */
  readonly requests: { readonly names: readonly string[]; readonly keepalive: boolean }[];
  /** The bodies of all requests that reached the relay proxy. */
  readonly bodies: string[];
  /** Whether the relay proxy is down. */
  isDown: boolean;
  /** How the relay proxy answers instead, while it is not itself. */
  says: (() => Response) | undefined;
  /** Whether modules can be loaded. */
  canLoad: boolean;
  /** How often the courier was asked for. */
  loads: number;
  /** What a courier that is loaded waits for. */
  arrival: Promise<void>;
  /** What the device was told about the end of the page that opened it last. */
  pageEnd: () => AbortSignal;
  aCollector(options?: Partial<EventCollectorOptions>): EventCollector;
  /** Names of all events that reached the relay proxy, in order. */
  names(): string[];
}

/** Makes a {@link CollectorBench}. */
export function createCollectorBench(): CollectorBench {
  let drawn = 0;

  async function answer(request: Request): Promise<Response> {
    const body = await bench.clock.watchBody(request).text();
    bench.bodies.push(body);
    if (bench.says !== undefined) return bench.clock.watchBody(bench.says());
    const { events }: { events: { key: string }[] } = JSON.parse(body);
    bench.requests.push({ names: events.map(({ key }) => key), keepalive: request.keepalive });
    const response = bench.isDown ? Response.error() : new Response(`{"ingestedContentCount":${events.length}}`);
    return bench.clock.watchBody(response);
  }

  function aPlatform(): Platform {
    const { browser, clock, device, page } = bench;
    return {
      clock,
      page,
      random: () => {
        drawn += 1;
        return (drawn * 0.123456789) % 1;
      },
      requestInit: {},
      fetch: answer,
      sha1Hex: undefined,
      openStore: undefined,
      isLockHeld: undefined,
      loadWatch: undefined,
      leaveText(storage, name, text) {
        if (storage !== undefined) return false;
        device.lastWords.write(name, text);
        return true;
      },
      async loadCourier() {
        bench.loads += 1;
        await bench.arrival;
        if (!bench.canLoad) throw new TypeError('import() is disallowed');
        return (parts) =>
          createCourier(parts, {
            idle: (callback) => clock.schedule(callback, 0),
            isOnline: () => true,
            openDevice(end) {
              bench.pageEnd = end;
              return { store: device.store, locks: device.locks, lastWords: device.lastWords };
            },
            openLine: (name, hear) => browser.openTab().openChannel(name, hear),
          });
      },
    };
  }

  const bench: CollectorBench = {
    clock: createFakeClock(),
    page: createFakePage(),
    device: createMemoryDevice(),
    browser: createFakeBrowser(),
    logger: aLogger(),
    requests: [],
    bodies: [],
    isDown: false,
    says: undefined,
    canLoad: true,
    loads: 0,
    arrival: Promise.resolve(),
    pageEnd: () => new AbortController().signal,
    aCollector(options = {}) {
      const given = {
        endpoint: 'http://relay.test',
        headers: {},
        apiKey: () => 'key',
        fetch: undefined,
        source: 'INPROCESS',
        evidenceOf: () => undefined,
        forgetRest: async () => undefined,
        exporterMetadata: {},
        exposureWindowMs: 0,
        flushIntervalMs: 60_000,
        maxPendingEvents: 100,
        timeoutMs: 10_000,
        disableDataCollection: false,
        storage: undefined,
        logger: bench.logger,
        onStorageFault: () => bench.logger.warn('Storage does not work here.'),
        ...options,
      } as const;
      return createEventCollector(given, aPlatform());
    },
    names: () => bench.requests.flatMap((request) => request.names),
  };
  return bench;
}
