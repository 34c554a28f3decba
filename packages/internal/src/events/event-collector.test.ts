import { beforeEach, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../platform/fake-clock.ts';
import { createFakePage, type FakePage } from '../platform/fake-page.ts';
import { createFakeBrowser, type FakeBrowser } from '../platform/fake-tabs.ts';
import type { Platform } from '../platform/platform.ts';
import { aLogger, type KeepingLogger } from '../testing/a-logger.ts';
import { createCourier } from './delivery/courier.ts';
import { createEventCollector, type EventCollector, type EventCollectorOptions } from './event-collector.ts';
import { createMemoryDevice, type MemoryDevice } from './testing/memory-device.ts';

const USER = { targetingKey: 'u' };
const ANSWERED = { kind: 'not-modified' } as const;

let clock: FakeClock;
let page: FakePage;
let device: MemoryDevice;
let browser: FakeBrowser;
/** Names of the events of each request that reached the collector. */
let requests: { readonly names: readonly string[]; readonly keepalive: boolean }[];
let logger: KeepingLogger;
let isDown: boolean;
/** Whether modules can be loaded. */
let canLoad: boolean;
let loads: number;
/** What a courier that is loaded waits for. */
let arrival: Promise<void>;
/** What the device was told about the end of the page that opened it last. */
let pageEnd: () => AbortSignal;
/** The bodies of all requests that reached the collector. */
let bodies: string[];
let drawn = 0;

beforeEach(() => {
  clock = createFakeClock();
  page = createFakePage();
  device = createMemoryDevice();
  browser = createFakeBrowser();
  requests = [];
  logger = aLogger();
  isDown = false;
  canLoad = true;
  loads = 0;
  arrival = Promise.resolve();
  bodies = [];
  says = undefined;
});

/** How the collector answers instead, while it is not itself. */
let says: (() => Response) | undefined;

async function answer(request: Request): Promise<Response> {
  const body = await request.text();
  bodies.push(body);
  if (says !== undefined) return says();
  const { events }: { events: { key: string }[] } = JSON.parse(body);
  requests.push({ names: events.map(({ key }) => key), keepalive: request.keepalive });
  return isDown ? Response.error() : new Response(`{"ingestedContentCount":${events.length}}`);
}

function aCollector(options: Partial<EventCollectorOptions> = {}): EventCollector {
  const platform: Platform = {
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
    async loadCourier() {
      loads += 1;
      await arrival;
      if (!canLoad) throw new TypeError('import() is disallowed');
      return (parts) =>
        createCourier(parts, {
          idle: (callback) => clock.schedule(callback, 0),
          isOnline: () => true,
          openDevice(end) {
            pageEnd = end;
            return { store: device.store, locks: device.locks, lastWords: device.lastWords };
          },
          openLine: (name, hear) => browser.openTab().openChannel(name, hear),
        });
    },
  };
  return createEventCollector(
    {
      endpoint: 'http://relay.test',
      headers: new Headers(),
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
      logger,
      ...options,
    },
    platform,
  );
}

const names = (): string[] => requests.flatMap((request) => request.names);

it('records nothing before its start, and nothing after its end', async () => {
  const collector = aCollector();
  collector.track('before', USER, {});
  expect(collector.hooks).toEqual([]);
  collector.start();
  expect(collector.hooks).toHaveLength(1);
  await clock.advance(0);
  collector.track('between', USER, {});
  await collector.close();
  collector.track('after', USER, {});
  expect(collector.hooks).toEqual([]);
  expect(names()).toEqual(['between']);
  expect([clock.pending(), page.listeners()]).toEqual([0, 0]);
});

it('has records on the device within a tenth of a second, and sends them after the interval', async () => {
  const collector = aCollector({ flushIntervalMs: 5_000 });
  collector.start();
  await clock.advance(0);
  collector.track('a', USER, {});
  collector.track('b', USER, {});
  await clock.advance(100);
  expect(device.entries.size).toBe(1);
  await clock.advance(4_800);
  expect(requests).toEqual([]);
  await clock.advance(100);
  expect(requests).toEqual([{ names: ['a', 'b'], keepalive: true }]);
});

it('wakes up for nothing while there is nothing to send, but now and then for what others have left', async () => {
  const collector = aCollector();
  collector.start();
  await clock.advance(600_000);
  expect(requests).toEqual([]);
  expect(device.changes).toBe(0);
  expect(clock.pending()).toBe(1);
});

it('sends what waits when the page is hidden, and when the network is back', async () => {
  const collector = aCollector();
  collector.start();
  await clock.advance(0);
  collector.note(ANSWERED);
  collector.track('a', USER, {});
  page.tell('hidden');
  await clock.advance(0);
  expect(names()).toEqual(['a']);
  page.tell('visible');
  page.tell('offline');
  collector.track('b', USER, {});
  await clock.advance(100);
  page.tell('online');
  await clock.advance(0);
  expect(names()).toEqual(['a', 'b']);
});

it('has no lock on its way to a page in the back/forward cache: it would throw the page out', async () => {
  aCollector().start();
  await clock.advance(0);
  const first = pageEnd();
  page.tell('left');
  expect([first.aborted, pageEnd().aborted]).toEqual([true, true]);
  page.tell('returned');
  expect(pageEnd().aborted).toBe(false);
});

it('leaves to the next page what is recorded after it was told of its end', async () => {
  const collector = aCollector();
  collector.start();
  await clock.advance(0);
  page.tell('left');
  collector.track('late', USER, {});
  await clock.advance(100);
  expect(requests).toEqual([]);
  page = createFakePage();
  const next = aCollector();
  next.start();
  await clock.advance(0);
  next.note(ANSWERED);
  await clock.advance(0);
  expect(names()).toEqual(['late']);
});

it('sends what it has when the page ends before the courier has come', async () => {
  const collector = aCollector();
  collector.start();
  collector.track('a', USER, {});
  page.tell('left');
  await clock.advance(0);
  expect(requests[0]).toEqual({ names: ['a'], keepalive: true });
});

it('takes a crash into account while the courier is on its way: what is recorded is sent after a tenth of a second', async () => {
  arrival = new Promise(() => undefined);
  const collector = aCollector();
  collector.start();
  collector.track('a', USER, {});
  await clock.advance(99);
  expect(requests).toEqual([]);
  await clock.advance(1);
  expect(requests).toEqual([{ names: ['a'], keepalive: true }]);
  await collector.close();
});

it('stores what could not be sent before the courier came, and sends it under the same id', async () => {
  let arrive = (): void => undefined;
  arrival = new Promise((resolve) => {
    arrive = resolve;
  });
  isDown = true;
  const collector = aCollector();
  collector.start();
  collector.track('a', USER, {});
  await clock.advance(100);
  arrive();
  await clock.advance(100);
  expect(device.entries.size).toBe(1);
  isDown = false;
  await collector.flush();
  expect(names()).toEqual(['a', 'a']);
  expect(bodies[1]).toBe(bodies[0]);
});

it('lets an early page send no more than the platform allows, and keeps the rest', async () => {
  const collector = aCollector();
  collector.start();
  for (let index = 0; index < 9; index += 1) collector.track(`${index}`, USER, { text: 'x'.repeat(5_000) });
  page.tell('hidden');
  await clock.advance(0);
  expect(requests[0]?.names).toEqual(['0', '1', '2']);
  await collector.flush();
  expect(names()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8']);
});

it('goes on without a courier where none can be loaded, and asks for it again', async () => {
  canLoad = false;
  const collector = aCollector({ flushIntervalMs: 5_000 });
  collector.start();
  await clock.advance(0);
  collector.track('a', USER, {});
  await clock.advance(5_000);
  expect(names()).toEqual(['a']);
  isDown = true;
  collector.track('b', USER, {});
  await collector.flush();
  isDown = false;
  canLoad = true;
  const before = loads;
  await clock.advance(5_000);
  expect(loads).toBeGreaterThan(before);
  await collector.flush();
  expect(names().filter((name) => name === 'b')).toHaveLength(2);
});

it('tells once that it drops events, and how many when the relay proxy is back', async () => {
  isDown = true;
  const collector = aCollector({ maxPendingEvents: 10 });
  collector.start();
  await clock.advance(0);
  for (let index = 0; index < 200; index += 1) collector.track(`${index}`, USER, {});
  await clock.advance(1_000);
  isDown = false;
  await Promise.all([collector.flush(), clock.advance(200)]);
  const delivered = new Set(names()).size;
  expect(logger.warnings.filter((text) => text.startsWith('More events wait'))).toHaveLength(1);
  const [, dropped] = /^(\d+) events were dropped/.exec(logger.warnings.at(-1) ?? '') ?? [];
  expect(Number(dropped) + delivered).toBe(200);
});

it('keeps nothing before consent, and deletes everything when it is withdrawn', async () => {
  device.entries.set('foreign', 'text');
  const collector = aCollector({ disableDataCollection: true });
  collector.start();
  await clock.advance(0);
  collector.track('before', USER, {});
  await clock.advance(1_000);
  expect([...device.entries.keys()]).toEqual(['foreign']);
  await collector.setEnabled(true);
  collector.track('consented', USER, {});
  await clock.advance(100);
  expect(device.entries.size).toBe(2);
  await collector.setEnabled(false);
  expect([...device.entries.keys()]).toEqual(['foreign']);
  collector.track('withdrawn', USER, {});
  await collector.flush();
  expect(requests).toEqual([]);
});

it('deletes what an earlier page has left when it starts without consent', async () => {
  isDown = true;
  const earlier = aCollector();
  earlier.start();
  await clock.advance(0);
  earlier.track('a', USER, {});
  await clock.advance(100);
  page.tell('left');
  await clock.advance(0);
  expect(device.entries.size).toBeGreaterThan(0);
  const collector = aCollector({ disableDataCollection: true });
  collector.start();
  await clock.advance(100);
  expect(device.entries.size).toBe(0);
});

it.each<readonly [string, Partial<EventCollectorOptions>, (collector: EventCollector) => Promise<void>]>([
  ['starts without consent', { disableDataCollection: true }, async () => undefined],
  ['loses its consent', {}, (collector) => collector.setEnabled(false)],
  ['is told to forget', {}, (collector) => collector.forget()],
])('deletes the last words of an earlier page where it %s', async (_, options, happen) => {
  const earlier = aCollector();
  earlier.start();
  await clock.advance(0);
  device.isDeaf = true;
  isDown = true;
  earlier.track('a', USER, {});
  page.tell('left');
  await clock.advance(0);
  device.isDeaf = false;
  const said = device.lastWords.keys('').map((key) => device.lastWords.read(key));
  expect(said).toEqual([expect.stringContaining('goffEventId')]);
  const collector = aCollector(options);
  collector.start();
  await clock.advance(0);
  await happen(collector);
  await clock.advance(100);
  expect([device.lastWords.keys(''), device.entries.size]).toEqual([[], 0]);
});

it('sends what was recorded under the old key with the new one', async () => {
  let apiKey = 'old';
  const collector = aCollector({ apiKey: () => apiKey });
  collector.start();
  await clock.advance(0);
  collector.track('a', USER, {});
  await clock.advance(100);
  apiKey = 'new';
  collector.rekey();
  await clock.advance(0);
  await collector.flush();
  expect(names()).toEqual(['a']);
  expect(device.entries.size).toBe(0);
});

it('does not wait for ever when it is closed', async () => {
  isDown = true;
  const collector = aCollector();
  collector.start();
  await clock.advance(0);
  collector.track('a', USER, {});
  const closed = collector.close();
  await clock.advance(5_000);
  await closed;
  expect([...device.entries.values()]).toHaveLength(1);
});

it('can be started again, even before its close has ended', async () => {
  const collector = aCollector();
  collector.start();
  await clock.advance(0);
  const closed = collector.close();
  collector.start();
  await clock.advance(5_000);
  await closed;
  collector.track('again', USER, {});
  await collector.flush();
  expect(names()).toEqual(['again']);
});

it('copies what it is given: the application may write to it at once', async () => {
  const collector = aCollector();
  collector.start();
  const context = { ...USER, plan: { name: 'free' } };
  const details = { items: ['a'] };
  collector.track('bought', context, details);
  context.plan.name = 'pro';
  details.items.push('b');
  await clock.advance(100);
  const [stored] = device.entries.values();
  expect(JSON.parse(stored ?? '')).toMatchObject({
    evaluationContext: { plan: { name: 'free' } },
    trackingEventDetails: { items: ['a'] },
  });
});

it('takes back the connection of a request that is never answered, before the courier has come', async () => {
  canLoad = false;
  const signals: AbortSignal[] = [];
  const collector = aCollector({
    fetch: ({ signal }) => {
      signals.push(signal);
      return new Promise<never>(() => undefined);
    },
  });
  collector.start();
  collector.track('left', USER, undefined);
  await clock.advance(4_900);
  expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  await clock.advance(300);
  expect(signals[0]?.aborted).toBe(true);
});

it('closes within a few seconds although the relay proxy never answers and there is no courier', async () => {
  canLoad = false;
  const collector = aCollector({ fetch: () => new Promise<never>(() => undefined) });
  collector.start();
  collector.track('left', USER, undefined);
  let isClosed = false;
  void collector.close().then(() => {
    isClosed = true;
  });
  await clock.advance(4_900);
  expect(isClosed).toBe(false);
  await clock.advance(200);
  expect(isClosed).toBe(true);
  expect(clock.pending()).toBe(0);
});

it('has other tabs forget with the same key, and no others', async () => {
  isDown = true;
  const forgotten: string[] = [];
  const aTab = (name: string, key: string): EventCollector => {
    const forgetRest = async () => void forgotten.push(name);
    const collector = aCollector({ apiKey: () => key, forgetRest });
    collector.start();
    return collector;
  };
  const [own, other, stranger] = [aTab('own', 'key'), aTab('other', 'key'), aTab('stranger', 'another key')];
  await clock.advance(0);
  for (const collector of [own, other, stranger]) collector.track('a', USER, {});
  await clock.advance(100);
  expect(device.entries.size).toBe(3);
  await own.forget();
  await clock.advance(0);
  expect(forgotten).toEqual(['own', 'other']);
  expect([...device.entries.keys()]).toHaveLength(1);
  // What they record from now on stays in memory.
  for (const collector of [own, other]) collector.track('b', USER, {});
  await clock.advance(100);
  expect(device.entries.size).toBe(1);
  await Promise.all([own.close(), other.close(), stranger.close(), clock.advance(6_000)]);
  expect(browser.channels()).toBe(0);
});

it('deletes what waits on the device also before its start and after its end', async () => {
  isDown = true;
  const first = aCollector();
  first.start();
  await clock.advance(0);
  first.track('a', USER, {});
  await clock.advance(100);
  await Promise.all([first.close(), clock.advance(6_000)]);
  expect(device.entries.size).toBeGreaterThan(0);
  await first.forget();
  expect(device.entries.size).toBe(0);

  const second = aCollector();
  second.start();
  await clock.advance(0);
  second.track('b', USER, {});
  await clock.advance(100);
  await Promise.all([second.close(), clock.advance(6_000)]);
  expect(device.entries.size).toBeGreaterThan(0);
  await aCollector().forget();
  expect(device.entries.size).toBe(0);
  expect([browser.channels(), page.listeners(), clock.pending()]).toEqual([0, 0, 0]);
});

it('is started while it forgets, and collects', async () => {
  let arrive: () => void = () => undefined;
  arrival = new Promise((resolve) => {
    arrive = resolve;
  });
  const collector = aCollector();
  const forgotten = collector.forget();
  collector.start();
  arrive();
  await forgotten;
  collector.track('a', USER, {});
  await collector.flush();
  expect(names()).toEqual(['a']);
  expect(loads).toBe(1);
});

it('leaves what other tabs collect alone when it is told to collect nothing more', async () => {
  isDown = true;
  const [own, other] = [aCollector(), aCollector()];
  for (const collector of [own, other]) collector.start();
  await clock.advance(0);
  await own.setEnabled(false);
  other.track('a', USER, {});
  await clock.advance(100);
  expect(device.entries.size).toBe(1);
});

it('has no line to other tabs open while its page is in the back/forward cache', async () => {
  const forgotten: string[] = [];
  const [own, other] = [aCollector(), aCollector({ forgetRest: async () => void forgotten.push('other') })];
  for (const collector of [own, other]) collector.start();
  await clock.advance(0);
  expect(browser.channels()).toBe(2);
  page.tell('left');
  expect(browser.channels()).toBe(0);
  page.tell('returned');
  await own.forget();
  expect(forgotten).toEqual(['other']);
});

it('takes a server that answers everything with a page of its own for no collector, before the courier is there as well', async () => {
  canLoad = false;
  says = () => new Response('<html></html>');
  const collector = aCollector();
  collector.start();
  collector.track('a', USER, {});
  await collector.flush();
  says = undefined;
  await collector.flush();
  expect(names()).toEqual(['a']);
});
