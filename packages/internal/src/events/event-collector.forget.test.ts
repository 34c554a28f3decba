import { beforeEach, expect, it } from 'vitest';
import type { EventCollector, EventCollectorOptions } from './event-collector.ts';
import { type CollectorBench, createCollectorBench, USER } from './testing/collector-bench.ts';

let bench: CollectorBench;

beforeEach(() => {
  bench = createCollectorBench();
});

it('keeps nothing before consent, and deletes everything when it is withdrawn', async () => {
  bench.device.entries.set('foreign', 'text');
  const collector = bench.aCollector({ disableDataCollection: true });
  collector.start();
  await bench.clock.advance(0);
  collector.track('before', USER, {});
  await bench.clock.advance(1_000);
  expect([...bench.device.entries.keys()]).toEqual(['foreign']);
  await collector.setEnabled(true);
  collector.track('consented', USER, {});
  await bench.clock.advance(100);
  expect(bench.device.entries.size).toBe(2);
  await collector.setEnabled(false);
  expect([...bench.device.entries.keys()]).toEqual(['foreign']);
  collector.track('withdrawn', USER, {});
  await collector.flush();
  expect(bench.requests).toEqual([]);
});

it('deletes what an earlier page has left when it starts without consent', async () => {
  bench.isDown = true;
  const earlier = bench.aCollector();
  earlier.start();
  await bench.clock.advance(0);
  earlier.track('a', USER, {});
  await bench.clock.advance(100);
  bench.page.tell('left');
  await bench.clock.advance(0);
  expect(bench.device.entries.size).toBeGreaterThan(0);
  const collector = bench.aCollector({ disableDataCollection: true });
  collector.start();
  await bench.clock.advance(100);
  expect(bench.device.entries.size).toBe(0);
});

it.each<readonly [string, Partial<EventCollectorOptions>, (collector: EventCollector) => Promise<void>]>([
  ['starts without consent', { disableDataCollection: true }, async () => undefined],
  ['loses its consent', {}, (collector) => collector.setEnabled(false)],
  ['is told to forget', {}, (collector) => collector.forget()],
])('deletes the last words of an earlier page where it %s', async (_, options, happen) => {
  const earlier = bench.aCollector();
  earlier.start();
  await bench.clock.advance(0);
  bench.device.isDeaf = true;
  bench.isDown = true;
  earlier.track('a', USER, {});
  bench.page.tell('left');
  await bench.clock.advance(0);
  bench.device.isDeaf = false;
  const said = bench.device.lastWords.keys('').map((key) => bench.device.lastWords.read(key));
  expect(said).toEqual([expect.stringContaining('goffEventId')]);
  const collector = bench.aCollector(options);
  collector.start();
  await bench.clock.advance(0);
  await happen(collector);
  await bench.clock.advance(100);
  expect([bench.device.lastWords.keys(''), bench.device.entries.size]).toEqual([[], 0]);
});

it('has other tabs forget with the same key, and no others', async () => {
  bench.isDown = true;
  const forgotten: string[] = [];
  const aTab = (name: string, key: string): EventCollector => {
    const forgetRest = async () => void forgotten.push(name);
    const collector = bench.aCollector({ apiKey: () => key, forgetRest });
    collector.start();
    return collector;
  };
  const [own, other, stranger] = [aTab('own', 'key'), aTab('other', 'key'), aTab('stranger', 'another key')];
  await bench.clock.advance(0);
  for (const collector of [own, other, stranger]) collector.track('a', USER, {});
  await bench.clock.advance(100);
  expect(bench.device.entries.size).toBe(3);
  await own.forget();
  await bench.clock.advance(0);
  expect(forgotten).toEqual(['own', 'other']);
  expect([...bench.device.entries.keys()]).toHaveLength(1);
  // What they record from now on stays in memory.
  for (const collector of [own, other]) collector.track('b', USER, {});
  await bench.clock.advance(100);
  expect(bench.device.entries.size).toBe(1);
  await Promise.all([own.close(), other.close(), stranger.close(), bench.clock.advance(6_000)]);
  expect(bench.browser.channels()).toBe(0);
});

it('deletes what waits on the device also before its start and after its end', async () => {
  bench.isDown = true;
  const first = bench.aCollector();
  first.start();
  await bench.clock.advance(0);
  first.track('a', USER, {});
  await bench.clock.advance(100);
  await Promise.all([first.close(), bench.clock.advance(6_000)]);
  expect(bench.device.entries.size).toBeGreaterThan(0);
  await first.forget();
  expect(bench.device.entries.size).toBe(0);

  const second = bench.aCollector();
  second.start();
  await bench.clock.advance(0);
  second.track('b', USER, {});
  await bench.clock.advance(100);
  await Promise.all([second.close(), bench.clock.advance(6_000)]);
  expect(bench.device.entries.size).toBeGreaterThan(0);
  await bench.aCollector().forget();
  expect(bench.device.entries.size).toBe(0);
  expect([bench.browser.channels(), bench.page.listeners(), bench.clock.pending()]).toEqual([0, 0, 0]);
});

it('is started while it forgets, and collects', async () => {
  let arrive: () => void = () => undefined;
  bench.arrival = new Promise((resolve) => {
    arrive = resolve;
  });
  const collector = bench.aCollector();
  const forgotten = collector.forget();
  collector.start();
  arrive();
  await forgotten;
  collector.track('a', USER, {});
  await collector.flush();
  expect(bench.names()).toEqual(['a']);
  expect(bench.loads).toBe(1);
});

it('leaves what other tabs collect alone when it is told to collect nothing more', async () => {
  bench.isDown = true;
  const [own, other] = [bench.aCollector(), bench.aCollector()];
  for (const collector of [own, other]) collector.start();
  await bench.clock.advance(0);
  await own.setEnabled(false);
  other.track('a', USER, {});
  await bench.clock.advance(100);
  expect(bench.device.entries.size).toBe(1);
});

it('has no line to other tabs open while its page is in the back/forward cache', async () => {
  const forgotten: string[] = [];
  const [own, other] = [bench.aCollector(), bench.aCollector({ forgetRest: async () => void forgotten.push('other') })];
  for (const collector of [own, other]) collector.start();
  await bench.clock.advance(0);
  expect(bench.browser.channels()).toBe(2);
  bench.page.tell('left');
  expect(bench.browser.channels()).toBe(0);
  bench.page.tell('returned');
  await own.forget();
  expect(forgotten).toEqual(['other']);
});
