import { beforeEach, describe, expect, it } from 'vitest';
import { RelayTimeoutError } from '../errors/relay-errors.ts';
import { createFakePage } from '../platform/fake-page.ts';
import type { EventCollector } from './event-collector.ts';
import { ANSWERED, type CollectorBench, createCollectorBench, USER } from './testing/collector-bench.ts';

let bench: CollectorBench;

beforeEach(() => {
  bench = createCollectorBench();
});

it('sends what it has when the page ends before the courier has come', async () => {
  const collector = bench.aCollector();
  collector.start();
  collector.note(ANSWERED);
  collector.track('a', USER, {});
  bench.page.tell('left');
  await bench.clock.advance(0);
  expect(bench.requests[0]).toEqual({ names: ['a'], keepalive: true });
});

describe('a page that ends before the courier has come', () => {
  /** Lets a page record an event and end as it is told, and opens the next one; what that one then sends. */
  async function endWithoutCourier(end: (collector: EventCollector) => void): Promise<readonly string[]> {
    bench.arrival = new Promise(() => undefined);
    const ending = bench.aCollector();
    ending.start();
    ending.note(ANSWERED);
    ending.track('a', USER, {});
    end(ending);
    bench.page.tell('left');
    await bench.clock.advance(0);
    expect(bench.names()).toEqual([]);

    bench.arrival = Promise.resolve();
    bench.page = createFakePage();
    bench.isDown = false;
    const next = bench.aCollector();
    next.start();
    await bench.clock.advance(0);
    next.note(ANSWERED);
    await bench.clock.advance(1_000);
    await next.flush();
    expect(bench.device.lastWords.keys('')).toEqual([]);
    return bench.names();
  }

  it('leaves its events to the next page where the device has no network', async () => {
    expect(await endWithoutCourier(() => bench.page.tell('offline'))).toEqual(['a']);
  });

  it('leaves them where the relay proxy has not answered', async () => {
    expect(
      await endWithoutCourier((ending) =>
        ending.note({ kind: 'failed', error: new RelayTimeoutError('http://relay.test', 1) }),
      ),
    ).toEqual(['a']);
  });

  it('leaves them all, however many there are', async () => {
    const names = Array.from({ length: 90 }, (_, index) => `${index}`);
    const sent = await endWithoutCourier((ending) => {
      bench.page.tell('offline');
      for (const name of names) ending.track(name, USER, { text: 'x'.repeat(5_000) });
    });
    expect(sent).toEqual(['a', ...names]);
    const longest = Math.max(...bench.bodies.map((body) => body.length));
    expect(longest).toBeLessThan(32_000);
  });

  it('leaves what did not reach the relay proxy moments before', async () => {
    const collector = bench.aCollector();
    bench.arrival = new Promise(() => undefined);
    bench.isDown = true;
    collector.start();
    collector.note(ANSWERED);
    collector.track('a', USER, {});
    await bench.clock.advance(100);
    bench.page.tell('left');
    expect(bench.device.lastWords.keys('')).toHaveLength(1);
  });
});

it('leaves to the next start what could not be sent when the provider was closed before the courier came', async () => {
  bench.arrival = new Promise(() => undefined);
  bench.isDown = true;
  const collector = bench.aCollector();
  collector.start();
  collector.note(ANSWERED);
  collector.track('a', USER, {});
  await collector.close();
  expect(bench.device.lastWords.keys('')).toHaveLength(1);
});

it('sends what it has, sure to arrive or not, where nothing may be left on the device', async () => {
  const collector = bench.aCollector({ storage: 'memory' });
  collector.start();
  collector.track('a', USER, {});
  bench.page.tell('left');
  await bench.clock.advance(0);
  expect(bench.requests[0]).toEqual({ names: ['a'], keepalive: true });
  expect(bench.device.lastWords.keys('')).toEqual([]);
});

it('takes a crash into account while the courier is on its way: what is recorded is sent after a tenth of a second', async () => {
  bench.arrival = new Promise(() => undefined);
  const collector = bench.aCollector();
  collector.start();
  collector.track('a', USER, {});
  await bench.clock.advance(99);
  expect(bench.requests).toEqual([]);
  await bench.clock.advance(1);
  expect(bench.requests).toEqual([{ names: ['a'], keepalive: true }]);
  await collector.close();
});

it('stores what could not be sent before the courier came, and sends it under the same id', async () => {
  let arrive = (): void => undefined;
  bench.arrival = new Promise((resolve) => {
    arrive = resolve;
  });
  bench.isDown = true;
  const collector = bench.aCollector();
  collector.start();
  collector.track('a', USER, {});
  await bench.clock.advance(100);
  arrive();
  await bench.clock.advance(100);
  expect(bench.device.entries.size).toBe(1);
  bench.isDown = false;
  await collector.flush();
  expect(bench.names()).toEqual(['a', 'a']);
  expect(bench.bodies[1]).toBe(bench.bodies[0]);
});

it('lets an early page send no more than the platform allows, and keeps the rest', async () => {
  const collector = bench.aCollector();
  collector.start();
  collector.note(ANSWERED);
  for (let index = 0; index < 9; index += 1) collector.track(`${index}`, USER, { text: 'x'.repeat(5_000) });
  bench.page.tell('hidden');
  await bench.clock.advance(0);
  expect(bench.requests[0]?.names).toEqual(['0', '1', '2']);
  await collector.flush();
  expect(bench.names()).toEqual(['0', '1', '2', '3', '4', '5', '6', '7', '8']);
});

it('goes on without a courier where none can be loaded, and asks for it again', async () => {
  bench.canLoad = false;
  const collector = bench.aCollector({ flushIntervalMs: 5_000 });
  collector.start();
  await bench.clock.advance(0);
  collector.track('a', USER, {});
  await bench.clock.advance(5_000);
  expect(bench.names()).toEqual(['a']);
  bench.isDown = true;
  collector.track('b', USER, {});
  await collector.flush();
  bench.isDown = false;
  bench.canLoad = true;
  const before = bench.loads;
  await bench.clock.advance(5_000);
  expect(bench.loads).toBeGreaterThan(before);
  await collector.flush();
  expect(bench.names().filter((name) => name === 'b')).toHaveLength(2);
});

it('takes back the connection of a request that is never answered, before the courier has come', async () => {
  bench.canLoad = false;
  const signals: AbortSignal[] = [];
  const collector = bench.aCollector({
    fetch: ({ signal }) => {
      signals.push(signal);
      return new Promise<never>(() => undefined);
    },
  });
  collector.start();
  collector.track('left', USER, undefined);
  await bench.clock.advance(4_900);
  expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
  await bench.clock.advance(300);
  expect(signals[0]?.aborted).toBe(true);
});

it('closes within a few seconds although the relay proxy never answers and there is no courier', async () => {
  bench.canLoad = false;
  const collector = bench.aCollector({ fetch: () => new Promise<never>(() => undefined) });
  collector.start();
  collector.track('left', USER, undefined);
  let isClosed = false;
  void collector.close().then(() => {
    isClosed = true;
  });
  await bench.clock.advance(4_900);
  expect(isClosed).toBe(false);
  await bench.clock.advance(200);
  expect(isClosed).toBe(true);
  expect(bench.clock.pending()).toBe(0);
});

it('takes a server that answers everything with a page of its own for no collector, before the courier is there as well', async () => {
  bench.canLoad = false;
  bench.says = () => new Response('<html></html>');
  const collector = bench.aCollector();
  collector.start();
  collector.track('a', USER, {});
  await collector.flush();
  bench.says = undefined;
  await collector.flush();
  expect(bench.names()).toEqual(['a']);
});
