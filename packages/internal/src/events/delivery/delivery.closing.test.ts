import { beforeEach, expect, it } from 'vitest';
import { anEvent, createDeliveryBench, type DeliveryBench } from '../testing/delivery-bench.ts';
import { ACCEPTED, DOWN } from '../testing/scripted-collector.ts';
import type { RelayHealth } from './relay-health.ts';

let bench: DeliveryBench;

beforeEach(() => {
  bench = createDeliveryBench();
});

it('sends what a closing page may send, and not a byte more than the platform allows', async () => {
  bench.collector.respond = undefined;
  const { delivery } = bench.aPage();
  const events = Array.from({ length: 9 }, (_, index) => anEvent(`${index}`, 15_000));
  delivery.leave(events, true);
  expect(bench.collector.seen.every(({ keepalive }) => keepalive)).toBe(true);
  expect(bench.collector.seen.map((batch) => batch.events.length)).toEqual([2, 2]);
  const bytes = bench.collector.seen.reduce((sum, batch) => sum + `{"events":[${batch.events.join()}]}`.length, 0);
  expect(bytes).toBeLessThan(65_536);
  await bench.settle();
  // Everything stays on the device, with a note of what was sent.
  expect([...bench.device.entries.values()].filter((text) => text.includes('.'))).toHaveLength(9);
  expect([...bench.device.entries.keys()].filter((key) => key.endsWith('/sent'))).toHaveLength(4);
});

it('counts what is under way against what a closing page may send', () => {
  bench.collector.respond = undefined;
  const { delivery } = bench.aPage();
  delivery.accept([anEvent('a', 30_000)]);
  void delivery.flush(true);
  delivery.leave([anEvent('b', 29_000), anEvent('c', 29_000)], true);
  expect(bench.collector.seen.map(({ events }) => events[0]?.[1])).toEqual(['a', 'b']);
});

it('takes what a closing page has sent for delivered, while the relay proxy answers', async () => {
  bench.collector.respond = undefined;
  bench.aPage().delivery.leave(['1'], true);
  await bench.settle();
  await bench.aPage().delivery.sweep();
  expect(bench.collector.seen).toHaveLength(1);
  expect(bench.device.entries.size).toBe(0);
});

it('sends it again where the relay proxy turns out to have been failing, even if that page is cut short', async () => {
  bench.collector.respond = undefined;
  bench.aPage().delivery.leave(['1'], true);
  await bench.settle();
  bench.collector.respond = () => DOWN;
  const second = bench.aPage({}, false);
  second.health.note(false, bench.clock.now());
  await bench.clock.advance(200);
  await Promise.all([second.delivery.sweep(), bench.clock.advance(200)]);
  second.delivery.leave([], true);
  await bench.settle();
  bench.collector.respond = () => ACCEPTED;
  await bench.aPage().delivery.sweep();
  expect(bench.collector.accepted).toEqual(['1']);
});

it('keeps what is recorded in the moment in which a page ends, though the store no longer takes it', async () => {
  const { delivery, health } = bench.aPage();
  health.noteOffline();
  bench.device.isDeaf = true;
  delivery.leave(['1'], true);
  await bench.settle();
  bench.device.isDeaf = false;
  await bench.aPage().delivery.sweep();
  expect(bench.collector.accepted).toEqual(['1']);
  expect([bench.device.entries.size, bench.device.lastWords.keys('')]).toEqual([0, []]);
});

it('sends once what a closing page sends, though the store no longer takes a note of it', async () => {
  bench.collector.respond = undefined;
  const { delivery } = bench.aPage();
  delivery.accept(['1']);
  await bench.settle();
  bench.device.isDeaf = true;
  delivery.leave([], true);
  await bench.settle();
  bench.device.isDeaf = false;
  await bench.aPage().delivery.sweep();
  expect(bench.collector.seen).toHaveLength(1);
  expect([bench.device.entries.size, bench.device.lastWords.keys('')]).toEqual([0, []]);
});

it.each(['took', 'did not take'])(
  'sends once what was delivered as the page ended, where the store %s its deletion',
  async (what) => {
    const { delivery } = bench.aPage();
    delivery.accept(['1']);
    await bench.settle();
    bench.device.isDeaf = true;
    await delivery.flush(true);
    delivery.leave([], true);
    await bench.settle();
    bench.device.isDeaf = false;
    if (what === 'took') bench.device.entries.clear();
    await bench.aPage().delivery.sweep();
    expect(bench.collector.accepted).toEqual(['1']);
    expect([bench.device.entries.size, bench.device.lastWords.keys('')]).toEqual([0, []]);
  },
);

it('sends once what a page sends as it ends while the next one is already looking', async () => {
  bench.collector.respond = undefined;
  const { delivery } = bench.aPage();
  const next = bench.aPage();
  delivery.accept(['1']);
  await bench.settle();
  const looking = next.delivery.sweep();
  delivery.leave([], true);
  await looking;
  await next.delivery.sweep();
  expect(bench.collector.seen).toHaveLength(1);
  expect(bench.device.entries.size).toBe(0);
});

it('forgets what a page said when it ended, as well', async () => {
  const { delivery } = bench.aPage();
  bench.device.isDeaf = true;
  delivery.leave(['1'], true);
  await bench.settle();
  bench.device.isDeaf = false;
  await bench.aPage().delivery.forget();
  expect(bench.device.lastWords.keys('')).toEqual([]);
});

it('sends nothing to a relay proxy that fails: the next page does', async () => {
  const { delivery, health } = bench.aPage();
  health.noteOffline();
  delivery.leave(['1'], true);
  await bench.settle();
  expect(bench.collector.seen).toHaveLength(0);
  await bench.aPage().delivery.sweep();
  expect(bench.collector.accepted).toEqual(['1']);
});

it('sends nothing before there is a word of the relay proxy, unless the device can keep nothing', async () => {
  bench.aPage({}, false).delivery.leave(['kept'], true);
  expect(bench.collector.seen).toHaveLength(0);
  bench.aPage({ store: undefined }, false).delivery.leave(['last chance'], true);
  expect(bench.collector.accepted).toEqual([]);
  await bench.settle();
  expect(bench.collector.accepted).toEqual(['last chance']);
});

it('does not take for a failure what a page that ends is told of its requests', async () => {
  bench.collector.respond = undefined;
  const { delivery } = bench.aPage();
  delivery.accept(['1']);
  void delivery.flush(true);
  await bench.settle();
  // The browser breaks it off for the page, and lets it go on without it.
  bench.collector.seen[0]?.answer(DOWN);
  await bench.settle();
  delivery.leave([], true);
  await bench.settle();
  bench.collector.respond = () => ACCEPTED;
  await bench.aPage().delivery.sweep();
  expect(bench.collector.accepted).toEqual([]);
  expect(bench.device.entries.size).toBe(0);
});

it('sends once what is recorded in the moment in which a request of a page that ends seems to have failed', async () => {
  bench.collector.respond = undefined;
  const { delivery } = bench.aPage();
  delivery.accept(['1']);
  void delivery.flush(true);
  await bench.settle();
  bench.collector.seen[0]?.answer(DOWN);
  await bench.settle();
  delivery.leave(['2'], true);
  await bench.settle();
  expect(bench.collector.seen.map(({ events, keepalive }) => [events, keepalive])).toEqual([
    [['1'], true],
    [['2'], true],
  ]);
  await bench.aPage().delivery.sweep();
  expect(bench.collector.seen).toHaveLength(2);
  expect(bench.device.entries.size).toBe(0);
});

it('leaves to the next page what waits while the relay proxy takes no events, whatever else it answers', async () => {
  bench.collector.respond = () => DOWN;
  const { delivery, health } = bench.aPage();
  delivery.accept(['1']);
  void delivery.flush(true);
  await bench.clock.advance(200);
  const { length } = bench.collector.seen;
  health.note(true, bench.clock.now());
  delivery.leave(['2'], true);
  await bench.settle();
  expect(bench.collector.seen).toHaveLength(length);
  bench.collector.respond = () => ACCEPTED;
  await bench.aPage().delivery.sweep();
  expect(bench.collector.accepted).toEqual(['1', '2']);
});

it.each<readonly [string, (health: RelayHealth) => Promise<void>]>([
  [
    'an answer that was under way when the stream was lost came after it',
    async (health) => {
      health.noteStream('lost');
      await bench.clock.advance(10);
      health.note(true, bench.clock.now());
    },
  ],
  [
    'the stream that is closed from here outlived the network',
    async (health) => {
      health.noteStream('live');
      health.noteOffline();
      await bench.clock.advance(10);
      health.noteStream('closed');
    },
  ],
])('loses nothing to a relay proxy that went away unnoticed: %s', async (_, happen) => {
  bench.collector.respond = undefined;
  const { delivery, health } = bench.aPage();
  await happen(health);
  await bench.clock.advance(200);
  delivery.leave(['1'], true);
  await bench.settle();
  expect(bench.collector.seen).toHaveLength(0);
  bench.collector.respond = () => ACCEPTED;
  await bench.aPage().delivery.sweep();
  expect(bench.collector.accepted).toEqual(['1']);
});

it.each<readonly [string, (health: RelayHealth) => unknown]>([
  ['the device had said that it is offline', (health) => health.noteOffline()],
  ['nobody had said why', () => undefined],
])(
  'loses nothing of a request that failed in the last moments of a page that is online again: %s',
  async (_, happen) => {
    bench.collector.respond = undefined;
    const { delivery, health } = bench.aPage();
    await bench.clock.advance(10);
    delivery.accept(['1']);
    void delivery.flush(true);
    await bench.clock.advance(10);
    happen(health);
    bench.collector.seen[0]?.answer(DOWN);
    await bench.clock.advance(10);
    health.note(true, bench.clock.now());
    delivery.leave([], true);
    await bench.settle();
    bench.collector.respond = () => ACCEPTED;
    await bench.aPage().delivery.sweep();
    expect(bench.collector.accepted).toEqual(['1']);
    expect(bench.device.entries.size).toBe(0);
  },
);
