import { beforeEach, expect, it } from 'vitest';
import { createDeferred } from '../platform/deferred.ts';
import { createFakePage } from '../platform/fake-page.ts';
import { ANSWERED, type CollectorBench, createCollectorBench, USER } from './testing/collector-bench.ts';

let bench: CollectorBench;

beforeEach(() => {
  bench = createCollectorBench();
});

it('records nothing before its start, and nothing after its end', async () => {
  const collector = bench.aCollector();
  collector.track('before', USER, {});
  expect(collector.hooks).toEqual([]);
  collector.start();
  expect(collector.hooks).toHaveLength(1);
  await bench.clock.advance(0);
  collector.track('between', USER, {});
  await collector.close();
  collector.track('after', USER, {});
  expect(collector.hooks).toEqual([]);
  expect(bench.names()).toEqual(['between']);
  expect([bench.clock.pending(), bench.page.listeners()]).toEqual([0, 0]);
});

it('has records on the device within a tenth of a second, and sends them after the interval', async () => {
  const collector = bench.aCollector({ flushIntervalMs: 5_000 });
  collector.start();
  await bench.clock.advance(0);
  collector.track('a', USER, {});
  collector.track('b', USER, {});
  await bench.clock.advance(100);
  expect(bench.device.entries.size).toBe(1);
  await bench.clock.advance(4_800);
  expect(bench.requests).toEqual([]);
  await bench.clock.advance(100);
  expect(bench.requests).toEqual([{ names: ['a', 'b'], keepalive: true }]);
});

it('wakes up for nothing while there is nothing to send, but now and then for what others have left', async () => {
  const collector = bench.aCollector();
  collector.start();
  await bench.clock.advance(600_000);
  expect(bench.requests).toEqual([]);
  expect(bench.device.changes).toBe(0);
  expect(bench.clock.pending()).toBe(1);
});

it('sends what waits when the page is hidden, and when the network is back', async () => {
  const collector = bench.aCollector();
  collector.start();
  await bench.clock.advance(0);
  collector.note(ANSWERED);
  collector.track('a', USER, {});
  bench.page.tell('hidden');
  await bench.clock.advance(0);
  expect(bench.names()).toEqual(['a']);
  bench.page.tell('visible');
  bench.page.tell('offline');
  collector.track('b', USER, {});
  await bench.clock.advance(100);
  bench.page.tell('online');
  await bench.clock.advance(0);
  expect(bench.names()).toEqual(['a', 'b']);
});

it('has no lock on its way to a page in the back/forward cache: it would throw the page out', async () => {
  bench.aCollector().start();
  await bench.clock.advance(0);
  const first = bench.pageEnd();
  bench.page.tell('left');
  expect([first.aborted, bench.pageEnd().aborted]).toEqual([true, true]);
  bench.page.tell('returned');
  expect(bench.pageEnd().aborted).toBe(false);
});

it('leaves to the next page what is recorded after it was told of its end', async () => {
  const collector = bench.aCollector();
  collector.start();
  await bench.clock.advance(0);
  bench.page.tell('left');
  collector.track('late', USER, {});
  await bench.clock.advance(100);
  expect(bench.requests).toEqual([]);
  bench.page = createFakePage();
  const next = bench.aCollector();
  next.start();
  await bench.clock.advance(0);
  next.note(ANSWERED);
  await bench.clock.advance(0);
  expect(bench.names()).toEqual(['late']);
});

it('tells once that it drops events, and how many when the relay proxy is back', async () => {
  bench.isDown = true;
  const collector = bench.aCollector({ maxPendingEvents: 10 });
  collector.start();
  await bench.clock.advance(0);
  for (let index = 0; index < 200; index += 1) collector.track(`${index}`, USER, {});
  await bench.clock.advance(1_000);
  bench.isDown = false;
  await Promise.all([collector.flush(), bench.clock.advance(200)]);
  const delivered = new Set(bench.names()).size;
  expect(bench.logger.warnings.filter((text) => text.startsWith('More events wait'))).toHaveLength(1);
  const [, dropped] = /^(\d+) events were dropped/.exec(bench.logger.warnings.at(-1) ?? '') ?? [];
  expect(Number(dropped) + delivered).toBe(200);
});

it('sends what was recorded under the old key with the new one', async () => {
  let apiKey = 'old';
  const collector = bench.aCollector({ apiKey: () => apiKey });
  collector.start();
  await bench.clock.advance(0);
  collector.track('a', USER, {});
  await bench.clock.advance(100);
  apiKey = 'new';
  collector.rekey();
  await bench.clock.advance(0);
  await collector.flush();
  expect(bench.names()).toEqual(['a']);
  expect(bench.device.entries.size).toBe(0);
});

it('can be started again, even before its close has ended', async () => {
  const collector = bench.aCollector();
  collector.start();
  await bench.clock.advance(0);
  const closed = collector.close();
  collector.start();
  await bench.clock.advance(5_000);
  await closed;
  collector.track('again', USER, {});
  await collector.flush();
  expect(bench.names()).toEqual(['again']);
});

it('sends what is recorded after a new start, though an idle moment that was asked for before comes later', async () => {
  const collector = bench.aCollector();
  collector.start();
  await bench.clock.advance(0);
  bench.page.tell('hidden');
  collector.track('before', USER, {});
  const closed = collector.close();
  const courier = createDeferred();
  bench.arrival = courier.promise;
  collector.start();
  collector.track('after', USER, {});
  await bench.clock.advance(50);
  await closed;
  courier.resolve();
  await collector.flush();
  expect(bench.names()).toEqual(['before', 'after']);
});

it('copies what it is given: the application may write to it at once', async () => {
  const collector = bench.aCollector();
  collector.start();
  const context = { ...USER, plan: { name: 'free' } };
  const details = { items: ['a'] };
  collector.track('bought', context, details);
  context.plan.name = 'pro';
  details.items.push('b');
  await bench.clock.advance(100);
  const [stored] = bench.device.entries.values();
  expect(JSON.parse(stored ?? '')).toMatchObject({
    evaluationContext: { plan: { name: 'free' } },
    trackingEventDetails: { items: ['a'] },
  });
});

it('does not wait for ever when it is closed', async () => {
  bench.isDown = true;
  const collector = bench.aCollector();
  collector.start();
  await bench.clock.advance(0);
  collector.track('a', USER, {});
  const closed = collector.close();
  await bench.clock.advance(5_000);
  await closed;
  expect([...bench.device.entries.values()]).toHaveLength(1);
});
