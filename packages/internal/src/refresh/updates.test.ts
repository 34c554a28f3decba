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

it('runs nothing while it is paused, and asks first when it is resumed', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  bench.updates.pause();
  expect(bench.openStreams()).toBe(0);
  expect(bench.clock.pending()).toBe(0);
  const asked = bench.attempts.length;
  bench.page.tell('online');
  bench.page.tell('hidden');
  bench.page.tell('visible');
  await bench.clock.advance(600_000);
  expect(bench.attempts).toHaveLength(asked);
  bench.updates.resume();
  await bench.clock.advance(0);
  expect(bench.attempts).toHaveLength(asked + 1);
  expect(bench.openStreams()).toBe(1);
});

it('asks by hand while it is paused, and no more than that', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  bench.updates.pause();
  const asked = bench.attempts.length;
  await bench.updates.refresh();
  await bench.updates.restart();
  await bench.clock.advance(600_000);
  expect(bench.attempts).toHaveLength(asked + 2);
  expect(bench.openStreams()).toBe(0);
});

it('spares the first request when it is paused before it is started', async () => {
  const bench = anUpdatesBench();
  bench.updates.pause();
  await bench.updates.start();
  await bench.clock.advance(60_000);
  expect(bench.attempts).toEqual([]);
  bench.updates.resume();
  await bench.clock.advance(0);
  expect(bench.attempts).toHaveLength(1);
  expect(bench.openStreams()).toBe(1);
});

it('rests until somebody looks, even when it is resumed', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  bench.updates.pause();
  bench.page.tell('left');
  const asked = bench.attempts.length;
  bench.updates.resume();
  await bench.clock.advance(60_000);
  expect(bench.attempts).toHaveLength(asked);
  bench.page.tell('returned');
  await bench.clock.advance(0);
  expect(bench.attempts).toHaveLength(asked + 1);
});
