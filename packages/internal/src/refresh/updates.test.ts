import { expect, it } from 'vitest';
import { anUpdatesBench } from '../testing/updates-bench.ts';

it('polls where the part that watches cannot be loaded, and says so once, to those who want to know', async () => {
  const bench = anUpdatesBench({}, 'never');
  await bench.updates.start();
  await bench.clock.advance(100_000);
  expect(bench.attempts).toHaveLength(11);
  expect(bench.logged).toEqual(['Polling only: the change stream could not be loaded.']);
});

it('polls where there is nothing to load', async () => {
  const bench = anUpdatesBench({}, 'nothing');
  await bench.updates.start();
  await bench.clock.advance(100_000);
  expect(bench.attempts).toHaveLength(11);
  expect(bench.logged).toEqual([]);
});

it('leaves nothing behind when it is stopped, and begins anew', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  bench.stream().changed();
  bench.page.tell('hidden');
  bench.updates.stop();
  expect(bench.openStreams()).toBe(0);
  expect(bench.clock.pending()).toBe(0);
  expect(bench.page.listeners()).toBe(0);
  bench.page.tell('visible');
  await bench.live();
  expect(bench.openStreams()).toBe(1);
  expect(bench.page.listeners()).toBe(1);
});

it('begins anew after it was stopped while the page was away', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  bench.page.tell('left');
  bench.updates.stop();
  const asked = bench.attempts.length;
  await bench.updates.start();
  expect(bench.attempts).toHaveLength(asked + 1);
});

it('watches nothing that was stopped before it was loaded', async () => {
  const bench = anUpdatesBench();
  void bench.updates.start();
  await Promise.resolve();
  bench.updates.stop();
  await bench.clock.advance(60_000);
  expect(bench.streams).toEqual([]);
  expect(bench.page.listeners()).toBe(0);
});
