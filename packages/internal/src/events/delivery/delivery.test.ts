import { beforeEach, expect, it } from 'vitest';
import { createFakeClock, type FakeClock } from '../../platform/fake-clock.ts';
import { aLogger, type KeepingLogger } from '../../testing/a-logger.ts';
import { createMemoryDevice, type MemoryDevice } from '../testing/memory-device.ts';
import { ACCEPTED, createScriptedCollector, DOWN, type ScriptedCollector } from '../testing/scripted-collector.ts';
import { createDelivery, type Delivery } from './delivery.ts';
import { createRelayHealth, type RelayHealth } from './relay-health.ts';

const MINUTE_MS = 60_000;

let clock: FakeClock;
let device: MemoryDevice;
let collector: ScriptedCollector;
let logger: KeepingLogger;
let pages: number;

beforeEach(() => {
  clock = createFakeClock();
  device = createMemoryDevice();
  collector = createScriptedCollector();
  logger = aLogger();
  pages = 0;
});

interface TestPage {
  readonly delivery: Delivery;
  readonly health: RelayHealth;
  readonly dropped: () => number;
}

interface PageOptions {
  readonly maxPendingEvents?: number;
  readonly owners?: readonly [string, ...string[]];
  readonly store?: undefined;
  readonly locks?: undefined;
}

/** A page of this device; `answering`: it has heard of the relay proxy just now. */
function aPage(options: PageOptions = {}, answering = true): TestPage {
  const health = createRelayHealth(clock, () => undefined);
  if (answering) health.note(true, clock.now());
  let dropped = 0;
  const delivery = createDelivery(
    {
      clock,
      random: () => 0,
      logger,
      post: collector.post,
      health,
      newPageId: () => {
        pages += 1;
        return `page${pages}`;
      },
      owners: options.owners ?? ['mine'],
      maxPendingEvents: options.maxPendingEvents ?? 1_000,
      onDropped: (count) => {
        dropped += count;
      },
      onDelivered: () => undefined,
    },
    {
      store: 'store' in options ? undefined : device.store,
      locks: 'locks' in options ? undefined : device.locks,
      lastWords: device.lastWords,
    },
  );
  return { delivery, health, dropped: () => dropped };
}

/** An event of so many bytes. */
const anEvent = (name: string, bytes = 0): string => `"${name}${'.'.repeat(Math.max(0, bytes - name.length - 2))}"`;
const settle = (): Promise<void> => clock.advance(0);

it('has events on the device within moments, and takes them away when the relay proxy has them', async () => {
  const { delivery } = aPage();
  delivery.accept(['1', '2']);
  await settle();
  expect([...device.entries.values()]).toEqual(['1\n2']);
  expect(collector.seen).toHaveLength(0);
  await delivery.flush(true);
  expect(collector.accepted).toEqual(['1', '2']);
  expect(device.entries.size).toBe(0);
  expect(delivery.count).toBe(0);
});

it('appends, and never writes again what is on the device', async () => {
  const { delivery } = aPage();
  for (let index = 0; index < 5; index += 1) {
    delivery.accept([`${index}`]);
    await settle();
  }
  expect(device.changes).toBe(5);
  expect([...device.entries.values()]).toEqual(['0', '1', '2', '3', '4']);
});

it('sends at once what reaches the limit, in requests that outlive the page', async () => {
  const { delivery } = aPage({ maxPendingEvents: 3 });
  delivery.accept(['1', '2']);
  await settle();
  expect(collector.seen).toHaveLength(0);
  delivery.accept(['3']);
  await settle();
  expect(collector.seen.map(({ events, keepalive }) => [events, keepalive])).toEqual([[['1', '2', '3'], true]]);
});

it('flies once at a time, and takes along what came meanwhile', async () => {
  collector.respond = undefined;
  const { delivery } = aPage();
  delivery.accept(['1']);
  const first = delivery.flush(true);
  delivery.accept(['2']);
  const second = delivery.flush(true);
  await settle();
  expect(collector.seen).toHaveLength(1);
  collector.respond = () => ACCEPTED;
  collector.seen[0]?.answer(ACCEPTED);
  await Promise.all([first, second]);
  expect(collector.accepted).toEqual(['1', '2']);
});

it('sends what comes during the search for leftovers when it was asked to', async () => {
  const { delivery } = aPage();
  const searching = delivery.sweep();
  delivery.accept(['1']);
  await delivery.flush(true);
  await searching;
  expect(collector.accepted).toEqual(['1']);
});

it('tries again by itself after longer and longer pauses, in the order in which events came', async () => {
  collector.respond = () => DOWN;
  const { delivery } = aPage();
  delivery.accept(['1']);
  void delivery.flush(true);
  await clock.advance(600);
  delivery.accept(['2']);
  await clock.advance(5 * MINUTE_MS);
  const tries = collector.seen.length;
  expect(tries).toBeGreaterThan(5);
  expect(tries).toBeLessThan(15);
  expect(logger.warnings).toEqual(['Events wait: the relay proxy does not take them (connection refused).']);
  collector.respond = () => ACCEPTED;
  await clock.advance(5 * MINUTE_MS);
  expect(collector.accepted).toEqual(['1', '2']);
});

it('keeps a rate limit even where it is asked to hurry', async () => {
  collector.respond = () => ({ kind: 'failed', problem: 'status 429', retryAfterMs: 40_000 });
  const { delivery } = aPage();
  delivery.accept(['1']);
  void delivery.flush(true);
  await clock.advance(39_000);
  void delivery.flush(true);
  await settle();
  expect(collector.seen).toHaveLength(1);
  collector.respond = () => ACCEPTED;
  await clock.advance(10_000);
  expect(collector.accepted).toEqual(['1']);
});

it('drops an event that no batch can carry, says so, and brings the others', async () => {
  collector.respond = (events) => (events.includes('2') ? { kind: 'refused', problem: 'status 400' } : ACCEPTED);
  const { delivery } = aPage();
  delivery.accept(['1', '2', '3']);
  await delivery.flush(true);
  expect(collector.accepted).toEqual(['1', '3']);
  expect(logger.errors).toEqual(['The relay proxy refuses 1 events; they are dropped.']);
  expect(device.entries.size).toBe(0);
});

it('lets the oldest go beyond twice the limit, in number, and tells how many', async () => {
  collector.respond = () => DOWN;
  const { delivery, dropped } = aPage({ maxPendingEvents: 10 });
  for (let index = 0; index < 50; index += 1) delivery.accept([`${index}`]);
  await settle();
  expect(delivery.count + dropped()).toBe(50);
  expect(delivery.count).toBeLessThanOrEqual(20);
  collector.respond = () => ACCEPTED;
  await clock.advance(MINUTE_MS);
  expect(collector.accepted).toHaveLength(50 - dropped());
  // Those that were under way when there were too many are no longer the oldest that wait.
  expect(collector.accepted.slice(10)).toEqual(['40', '41', '42', '43', '44', '45', '46', '47', '48', '49']);
});

it('lets the oldest go beyond ten megabytes', async () => {
  collector.respond = () => DOWN;
  const { delivery, dropped } = aPage({ maxPendingEvents: 1_000 });
  for (let index = 0; index < 400; index += 1) delivery.accept([anEvent(`${index}`, 29_000)]);
  await settle();
  expect(delivery.count + dropped()).toBe(400);
  const bytes = [...device.entries.values()].reduce((sum, text) => sum + text.length, 0);
  expect(bytes).toBeLessThanOrEqual(10_000_000);
  expect(bytes).toBeGreaterThan(9_000_000);
});

it('reads back from the device what memory does not hold any more', async () => {
  const { delivery } = aPage();
  const events = Array.from({ length: 60 }, (_, index) => anEvent(`${index}`, 20_000));
  for (const event of events) delivery.accept([event]);
  await settle();
  await delivery.flush(true);
  expect(collector.accepted).toEqual(events);
});

it('goes on in memory, with one warning, where the device refuses', async () => {
  device.isBroken = true;
  const { delivery } = aPage();
  delivery.accept(['1']);
  await settle();
  delivery.accept(['2']);
  await settle();
  await delivery.flush(true);
  expect(collector.accepted).toEqual(['1', '2']);
  expect(logger.warnings).toEqual(['Events cannot be stored here; they wait in memory.']);
});

it('sends what it has and forgets it, where the device never answers', async () => {
  device.store.keys = () => new Promise(() => undefined);
  device.isDeaf = true;
  const { delivery } = aPage();
  delivery.accept(['1']);
  void delivery.flush(true);
  await clock.advance(5_000);
  delivery.accept(['2']);
  void delivery.flush(true);
  await clock.advance(5_000);
  expect(collector.accepted).toEqual(['1', '2']);
  const forgotten = delivery.forget();
  await clock.advance(5_000);
  await forgotten;
  expect(clock.pending()).toBe(0);
});

it('sends what a closing page may send, and not a byte more than the platform allows', async () => {
  collector.respond = undefined;
  const { delivery } = aPage();
  const events = Array.from({ length: 9 }, (_, index) => anEvent(`${index}`, 15_000));
  delivery.leave(events, true);
  expect(collector.seen.every(({ keepalive }) => keepalive)).toBe(true);
  expect(collector.seen.map((batch) => batch.events.length)).toEqual([2, 2]);
  const bytes = collector.seen.reduce((sum, batch) => sum + `{"events":[${batch.events.join()}]}`.length, 0);
  expect(bytes).toBeLessThan(65_536);
  await settle();
  // Everything stays on the device, with a note of what was sent.
  expect([...device.entries.values()].filter((text) => text.includes('.'))).toHaveLength(9);
  expect([...device.entries.keys()].filter((key) => key.endsWith('/sent'))).toHaveLength(4);
});

it('counts what is under way against what a closing page may send', () => {
  collector.respond = undefined;
  const { delivery } = aPage();
  delivery.accept([anEvent('a', 30_000)]);
  void delivery.flush(true);
  delivery.leave([anEvent('b', 29_000), anEvent('c', 29_000)], true);
  expect(collector.seen.map(({ events }) => events[0]?.[1])).toEqual(['a', 'b']);
});

it('takes what a closing page has sent for delivered, while the relay proxy answers', async () => {
  collector.respond = undefined;
  aPage().delivery.leave(['1'], true);
  await settle();
  await aPage().delivery.sweep();
  expect(collector.seen).toHaveLength(1);
  expect(device.entries.size).toBe(0);
});

it('sends it again where the relay proxy turns out to have been failing, even if that page is cut short', async () => {
  collector.respond = undefined;
  aPage().delivery.leave(['1'], true);
  await settle();
  collector.respond = () => DOWN;
  const second = aPage({}, false);
  second.health.note(false, clock.now());
  await clock.advance(200);
  await Promise.all([second.delivery.sweep(), clock.advance(200)]);
  second.delivery.leave([], true);
  await settle();
  collector.respond = () => ACCEPTED;
  await aPage().delivery.sweep();
  expect(collector.accepted).toEqual(['1']);
});

it('keeps what is recorded in the moment in which a page ends, though the store no longer takes it', async () => {
  const { delivery, health } = aPage();
  health.noteOffline();
  device.isDeaf = true;
  delivery.leave(['1'], true);
  await settle();
  device.isDeaf = false;
  await aPage().delivery.sweep();
  expect(collector.accepted).toEqual(['1']);
  expect([device.entries.size, device.lastWords.keys('')]).toEqual([0, []]);
});

it('sends once what a closing page sends, though the store no longer takes a note of it', async () => {
  collector.respond = undefined;
  const { delivery } = aPage();
  delivery.accept(['1']);
  await settle();
  device.isDeaf = true;
  delivery.leave([], true);
  await settle();
  device.isDeaf = false;
  await aPage().delivery.sweep();
  expect(collector.seen).toHaveLength(1);
  expect([device.entries.size, device.lastWords.keys('')]).toEqual([0, []]);
});

it.each(['took', 'did not take'])(
  'sends once what was delivered as the page ended, where the store %s its deletion',
  async (what) => {
    const { delivery } = aPage();
    delivery.accept(['1']);
    await settle();
    device.isDeaf = true;
    await delivery.flush(true);
    delivery.leave([], true);
    await settle();
    device.isDeaf = false;
    if (what === 'took') device.entries.clear();
    await aPage().delivery.sweep();
    expect(collector.accepted).toEqual(['1']);
    expect([device.entries.size, device.lastWords.keys('')]).toEqual([0, []]);
  },
);

it('sends once what a page sends as it ends while the next one is already looking', async () => {
  collector.respond = undefined;
  const { delivery } = aPage();
  const next = aPage();
  delivery.accept(['1']);
  await settle();
  const looking = next.delivery.sweep();
  delivery.leave([], true);
  await looking;
  await next.delivery.sweep();
  expect(collector.seen).toHaveLength(1);
  expect(device.entries.size).toBe(0);
});

it('forgets what a page said when it ended, as well', async () => {
  const { delivery } = aPage();
  device.isDeaf = true;
  delivery.leave(['1'], true);
  await settle();
  device.isDeaf = false;
  await aPage().delivery.forget();
  expect(device.lastWords.keys('')).toEqual([]);
});

it('sends nothing to a relay proxy that fails: the next page does', async () => {
  const { delivery, health } = aPage();
  health.noteOffline();
  delivery.leave(['1'], true);
  await settle();
  expect(collector.seen).toHaveLength(0);
  await aPage().delivery.sweep();
  expect(collector.accepted).toEqual(['1']);
});

it('sends nothing before there is a word of the relay proxy, unless the device can keep nothing', async () => {
  aPage({}, false).delivery.leave(['kept'], true);
  expect(collector.seen).toHaveLength(0);
  aPage({ store: undefined }, false).delivery.leave(['last chance'], true);
  expect(collector.accepted).toEqual([]);
  await settle();
  expect(collector.accepted).toEqual(['last chance']);
});

it('does not take for a failure what a page that ends is told of its requests', async () => {
  collector.respond = undefined;
  const { delivery } = aPage();
  delivery.accept(['1']);
  void delivery.flush(true);
  await settle();
  // The browser breaks it off for the page, and lets it go on without it.
  collector.seen[0]?.answer(DOWN);
  await settle();
  delivery.leave([], true);
  await settle();
  collector.respond = () => ACCEPTED;
  await aPage().delivery.sweep();
  expect(collector.accepted).toEqual([]);
  expect(device.entries.size).toBe(0);
});

it('sends once what is recorded in the moment in which a request of a page that ends seems to have failed', async () => {
  collector.respond = undefined;
  const { delivery } = aPage();
  delivery.accept(['1']);
  void delivery.flush(true);
  await settle();
  collector.seen[0]?.answer(DOWN);
  await settle();
  delivery.leave(['2'], true);
  await settle();
  expect(collector.seen.map(({ events, keepalive }) => [events, keepalive])).toEqual([
    [['1'], true],
    [['2'], true],
  ]);
  await aPage().delivery.sweep();
  expect(collector.seen).toHaveLength(2);
  expect(device.entries.size).toBe(0);
});

it('leaves to the next page what waits while the relay proxy takes no events, whatever else it answers', async () => {
  collector.respond = () => DOWN;
  const { delivery, health } = aPage();
  delivery.accept(['1']);
  void delivery.flush(true);
  await clock.advance(200);
  const { length } = collector.seen;
  health.note(true, clock.now());
  delivery.leave(['2'], true);
  await settle();
  expect(collector.seen).toHaveLength(length);
  collector.respond = () => ACCEPTED;
  await aPage().delivery.sweep();
  expect(collector.accepted).toEqual(['1', '2']);
});

it.each<readonly [string, (health: RelayHealth) => Promise<void>]>([
  [
    'an answer that was under way when the stream was lost came after it',
    async (health) => {
      health.noteStream('lost');
      await clock.advance(10);
      health.note(true, clock.now());
    },
  ],
  [
    'the stream that is closed from here outlived the network',
    async (health) => {
      health.noteStream('live');
      health.noteOffline();
      await clock.advance(10);
      health.noteStream('closed');
    },
  ],
])('loses nothing to a relay proxy that went away unnoticed: %s', async (_, happen) => {
  collector.respond = undefined;
  const { delivery, health } = aPage();
  await happen(health);
  await clock.advance(200);
  delivery.leave(['1'], true);
  await settle();
  expect(collector.seen).toHaveLength(0);
  collector.respond = () => ACCEPTED;
  await aPage().delivery.sweep();
  expect(collector.accepted).toEqual(['1']);
});

it('leaves alone what another living page has, and takes it when that page is gone', async () => {
  const other = aPage();
  other.delivery.accept(['theirs']);
  await settle();
  const { delivery } = aPage();
  await delivery.sweep();
  expect(collector.seen).toHaveLength(0);
  other.delivery.close();
  await settle();
  await delivery.sweep();
  expect(collector.accepted).toEqual(['theirs']);
});

it('goes by the time where there are no locks', async () => {
  const other = aPage({ locks: undefined });
  other.delivery.accept(['theirs']);
  await settle();
  const { delivery } = aPage({ locks: undefined });
  await delivery.sweep();
  expect(collector.seen).toHaveLength(0);
  await clock.advance(6 * MINUTE_MS);
  await delivery.sweep();
  expect(collector.accepted).toEqual(['theirs']);
});

it('sends what waits under a former key with the current one, and nothing of strangers', async () => {
  aPage({ owners: ['former'] }).delivery.close();
  const former = aPage({ owners: ['former'] });
  former.delivery.accept(['1']);
  await settle();
  former.delivery.close();
  const stranger = aPage({ owners: ['stranger'] });
  stranger.delivery.accept(['2']);
  await settle();
  stranger.delivery.close();
  await settle();
  await aPage({ owners: ['mine', 'former'] }).delivery.sweep();
  expect(collector.accepted).toEqual(['1']);
});

it('forgets leftovers that are older than a week', async () => {
  const old = aPage();
  old.delivery.accept(['1']);
  await settle();
  old.delivery.close();
  await clock.advance(8 * 24 * 60 * MINUTE_MS);
  const { delivery, dropped } = aPage();
  await delivery.sweep();
  expect(collector.seen).toHaveLength(0);
  expect(dropped()).toBe(1);
  expect(device.entries.size).toBe(0);
});

it('deletes everything when it is told to forget, and stores nothing more', async () => {
  const other = aPage();
  other.delivery.accept(['theirs']);
  await settle();
  other.delivery.close();
  const { delivery } = aPage();
  delivery.accept(['mine']);
  await settle();
  await delivery.forget();
  expect(device.entries.size).toBe(0);
  delivery.accept(['later']);
  await settle();
  expect(device.entries.size).toBe(0);
  await delivery.flush(true);
  expect(collector.accepted).toEqual(['later']);
});

it('deletes what is on a device that has refused to store more', async () => {
  collector.respond = () => DOWN;
  const { delivery } = aPage();
  delivery.accept(['stored']);
  await settle();
  device.isBroken = true;
  delivery.accept(['too much']);
  await settle();
  expect(device.entries.size).toBe(1);
  await delivery.forget();
  expect(device.entries.size).toBe(0);
});

it('keeps on the device what it could not send before it was closed, and leaves no timer', async () => {
  collector.respond = () => DOWN;
  const { delivery } = aPage();
  delivery.accept(['1']);
  void delivery.flush(true);
  await clock.advance(200);
  delivery.close();
  await settle();
  expect(clock.pending()).toBe(0);
  expect([...device.entries.values()]).toEqual(['1']);
});
