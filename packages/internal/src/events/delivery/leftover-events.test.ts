import { beforeEach, expect, it } from 'vitest';
import { createDeliveryBench, type DeliveryBench } from '../testing/delivery-bench.ts';

const MINUTE_MS = 60_000;

let bench: DeliveryBench;

beforeEach(() => {
  bench = createDeliveryBench();
});

it('leaves alone what another living page has, and takes it when that page is gone', async () => {
  const other = bench.aPage();
  other.delivery.accept(['theirs']);
  await bench.settle();
  const { delivery } = bench.aPage();
  await delivery.sweep();
  expect(bench.collector.seen).toHaveLength(0);
  other.delivery.close();
  await bench.settle();
  await delivery.sweep();
  expect(bench.collector.accepted).toEqual(['theirs']);
});

it('goes by the time where there are no locks', async () => {
  const other = bench.aPage({ locks: undefined });
  other.delivery.accept(['theirs']);
  await bench.settle();
  const { delivery } = bench.aPage({ locks: undefined });
  await delivery.sweep();
  expect(bench.collector.seen).toHaveLength(0);
  await bench.clock.advance(6 * MINUTE_MS);
  await delivery.sweep();
  expect(bench.collector.accepted).toEqual(['theirs']);
});

it('sends what waits under a former key with the current one, and nothing of strangers', async () => {
  bench.aPage({ owners: ['former'] }).delivery.close();
  const former = bench.aPage({ owners: ['former'] });
  former.delivery.accept(['1']);
  await bench.settle();
  former.delivery.close();
  const stranger = bench.aPage({ owners: ['stranger'] });
  stranger.delivery.accept(['2']);
  await bench.settle();
  stranger.delivery.close();
  await bench.settle();
  await bench.aPage({ owners: ['mine', 'former'] }).delivery.sweep();
  expect(bench.collector.accepted).toEqual(['1']);
});

it('forgets leftovers that are older than a week', async () => {
  const old = bench.aPage();
  old.delivery.accept(['1']);
  await bench.settle();
  old.delivery.close();
  await bench.clock.advance(8 * 24 * 60 * MINUTE_MS);
  const { delivery, dropped } = bench.aPage();
  await delivery.sweep();
  expect(bench.collector.seen).toHaveLength(0);
  expect(dropped()).toBe(1);
  expect(bench.device.entries.size).toBe(0);
});
