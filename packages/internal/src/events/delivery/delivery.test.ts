import { beforeEach, expect, it } from 'vitest';
import { anEvent, createDeliveryBench, type DeliveryBench } from '../testing/delivery-bench.ts';
import { ACCEPTED, DOWN } from '../testing/scripted-collector.ts';

const MINUTE_MS = 60_000;

let bench: DeliveryBench;

beforeEach(() => {
  bench = createDeliveryBench();
});

it('has events on the device within moments, and takes them away when the relay proxy has them', async () => {
  const { delivery } = bench.aPage();
  delivery.accept(['1', '2']);
  await bench.settle();
  expect([...bench.device.entries.values()]).toEqual(['1\n2']);
  expect(bench.collector.seen).toHaveLength(0);
  await delivery.flush(true);
  expect(bench.collector.accepted).toEqual(['1', '2']);
  expect(bench.device.entries.size).toBe(0);
  expect(delivery.count).toBe(0);
});

it('appends, and never writes again what is on the device', async () => {
  const { delivery } = bench.aPage();
  for (let index = 0; index < 5; index += 1) {
    delivery.accept([`${index}`]);
    await bench.settle();
  }
  expect(bench.device.changes).toBe(5);
  expect([...bench.device.entries.values()]).toEqual(['0', '1', '2', '3', '4']);
});

it('sends at once what reaches the limit, in requests that outlive the page', async () => {
  const { delivery } = bench.aPage({ maxPendingEvents: 3 });
  delivery.accept(['1', '2']);
  await bench.settle();
  expect(bench.collector.seen).toHaveLength(0);
  delivery.accept(['3']);
  await bench.settle();
  expect(bench.collector.seen.map(({ events, keepalive }) => [events, keepalive])).toEqual([[['1', '2', '3'], true]]);
});

it('flies once at a time, and takes along what came meanwhile', async () => {
  bench.collector.respond = undefined;
  const { delivery } = bench.aPage();
  delivery.accept(['1']);
  const first = delivery.flush(true);
  delivery.accept(['2']);
  const second = delivery.flush(true);
  await bench.settle();
  expect(bench.collector.seen).toHaveLength(1);
  bench.collector.respond = () => ACCEPTED;
  bench.collector.seen[0]?.answer(ACCEPTED);
  await Promise.all([first, second]);
  expect(bench.collector.accepted).toEqual(['1', '2']);
});

it('sends what comes during the search for leftovers when it was asked to', async () => {
  const { delivery } = bench.aPage();
  const searching = delivery.sweep();
  delivery.accept(['1']);
  await delivery.flush(true);
  await searching;
  expect(bench.collector.accepted).toEqual(['1']);
});

it('tries again by itself after longer and longer pauses, in the order in which events came', async () => {
  bench.collector.respond = () => DOWN;
  const { delivery } = bench.aPage();
  delivery.accept(['1']);
  void delivery.flush(true);
  await bench.clock.advance(600);
  delivery.accept(['2']);
  await bench.clock.advance(5 * MINUTE_MS);
  const tries = bench.collector.seen.length;
  expect(tries).toBeGreaterThan(5);
  expect(tries).toBeLessThan(15);
  expect(bench.logger.warnings).toEqual(['Events wait: the relay proxy does not take them (connection refused).']);
  bench.collector.respond = () => ACCEPTED;
  await bench.clock.advance(5 * MINUTE_MS);
  expect(bench.collector.accepted).toEqual(['1', '2']);
});

it('keeps a rate limit even where it is asked to hurry', async () => {
  bench.collector.respond = () => ({ kind: 'failed', problem: 'status 429', retryAfterMs: 40_000 });
  const { delivery } = bench.aPage();
  delivery.accept(['1']);
  void delivery.flush(true);
  await bench.clock.advance(39_000);
  void delivery.flush(true);
  await bench.settle();
  expect(bench.collector.seen).toHaveLength(1);
  bench.collector.respond = () => ACCEPTED;
  await bench.clock.advance(10_000);
  expect(bench.collector.accepted).toEqual(['1']);
});

it('drops an event that no batch can carry, says so, and brings the others', async () => {
  bench.collector.respond = (events) => (events.includes('2') ? { kind: 'refused', problem: 'status 400' } : ACCEPTED);
  const { delivery } = bench.aPage();
  delivery.accept(['1', '2', '3']);
  await delivery.flush(true);
  expect(bench.collector.accepted).toEqual(['1', '3']);
  expect(bench.logger.errors).toEqual(['The relay proxy refuses 1 events; they are dropped.']);
  expect(bench.device.entries.size).toBe(0);
});

it('lets the oldest go beyond twice the limit, in number, and tells how many', async () => {
  bench.collector.respond = () => DOWN;
  const { delivery, dropped } = bench.aPage({ maxPendingEvents: 10 });
  for (let index = 0; index < 50; index += 1) delivery.accept([`${index}`]);
  await bench.settle();
  expect(delivery.count + dropped()).toBe(50);
  expect(delivery.count).toBeLessThanOrEqual(20);
  bench.collector.respond = () => ACCEPTED;
  await bench.clock.advance(MINUTE_MS);
  expect(bench.collector.accepted).toHaveLength(50 - dropped());
  // Those that were under way when there were too many are no longer the oldest that wait.
  expect(bench.collector.accepted.slice(10)).toEqual(['40', '41', '42', '43', '44', '45', '46', '47', '48', '49']);
});

it('lets the oldest go beyond ten megabytes', async () => {
  bench.collector.respond = () => DOWN;
  const { delivery, dropped } = bench.aPage({ maxPendingEvents: 1_000 });
  for (let index = 0; index < 400; index += 1) delivery.accept([anEvent(`${index}`, 29_000)]);
  await bench.settle();
  expect(delivery.count + dropped()).toBe(400);
  const bytes = [...bench.device.entries.values()].reduce((sum, text) => sum + text.length, 0);
  expect(bytes).toBeLessThanOrEqual(10_000_000);
  expect(bytes).toBeGreaterThan(9_000_000);
});

it('reads back from the device what memory does not hold any more', async () => {
  const { delivery } = bench.aPage();
  const events = Array.from({ length: 60 }, (_, index) => anEvent(`${index}`, 20_000));
  for (const event of events) delivery.accept([event]);
  await bench.settle();
  await delivery.flush(true);
  expect(bench.collector.accepted).toEqual(events);
});

it('goes on in memory, with one warning, where the device refuses', async () => {
  bench.device.isBroken = true;
  const { delivery } = bench.aPage();
  delivery.accept(['1']);
  await bench.settle();
  delivery.accept(['2']);
  await bench.settle();
  await delivery.flush(true);
  expect(bench.collector.accepted).toEqual(['1', '2']);
  expect(bench.logger.warnings).toEqual(['Storage does not work here.']);
});

it('sends what it has and forgets it, where the device never answers', async () => {
  bench.device.store.keys = () => new Promise(() => undefined);
  bench.device.isDeaf = true;
  const { delivery } = bench.aPage();
  delivery.accept(['1']);
  void delivery.flush(true);
  await bench.clock.advance(5_000);
  delivery.accept(['2']);
  void delivery.flush(true);
  await bench.clock.advance(5_000);
  expect(bench.collector.accepted).toEqual(['1', '2']);
  const forgotten = delivery.forget();
  await bench.clock.advance(5_000);
  await forgotten;
  expect(bench.clock.pending()).toBe(0);
});

it('deletes everything when it is told to forget, and stores nothing more', async () => {
  const other = bench.aPage();
  other.delivery.accept(['theirs']);
  await bench.settle();
  other.delivery.close();
  const { delivery } = bench.aPage();
  delivery.accept(['mine']);
  await bench.settle();
  await delivery.forget();
  expect(bench.device.entries.size).toBe(0);
  delivery.accept(['later']);
  await bench.settle();
  expect(bench.device.entries.size).toBe(0);
  await delivery.flush(true);
  expect(bench.collector.accepted).toEqual(['later']);
});

it('deletes what is on a device that has refused to store more', async () => {
  bench.collector.respond = () => DOWN;
  const { delivery } = bench.aPage();
  delivery.accept(['stored']);
  await bench.settle();
  bench.device.isBroken = true;
  delivery.accept(['too much']);
  await bench.settle();
  expect(bench.device.entries.size).toBe(1);
  await delivery.forget();
  expect(bench.device.entries.size).toBe(0);
});

it('keeps on the device what it could not send before it was closed, and leaves no timer', async () => {
  bench.collector.respond = () => DOWN;
  const { delivery } = bench.aPage();
  delivery.accept(['1']);
  void delivery.flush(true);
  await bench.clock.advance(200);
  delivery.close();
  await bench.settle();
  expect(bench.clock.pending()).toBe(0);
  expect([...bench.device.entries.values()]).toEqual(['1']);
});
