import { expect, it } from 'vitest';
import type { RefreshVerdict } from '../refresh/refresh-delay.ts';
import { anUpdatesBench } from '../testing/updates-bench.ts';

const UNCHANGED: RefreshVerdict = { kind: 'refreshed' };
const CHANGED: RefreshVerdict = { kind: 'refreshed', changed: true };
const FAILED: RefreshVerdict = { kind: 'failed' };

it('sends one request for all messages of a second, somewhere within it', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  await bench.clock.advance(30_000);
  bench.verdict = CHANGED;
  bench.random = 0.999;
  for (let message = 0; message < 5; message += 1) bench.stream().changed();
  await bench.clock.advance(900);
  expect(bench.attempts).toHaveLength(2);
  bench.stream().changed();
  await bench.clock.advance(30_000);
  expect(bench.attempts).toEqual([0, 500, 31_999]);
});

it('lets pages spread further while messages keep coming, up to ten seconds', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  bench.verdict = CHANGED;
  bench.random = 1;
  const before = bench.attempts.length;
  for (let second = 0; second < 120; second += 1) {
    bench.stream().changed();
    await bench.clock.advance(1_000);
  }
  const times = bench.attempts.slice(before);
  expect(times.length).toBeLessThan(18);
  const [last, lastButOne] = [times.at(-1) ?? 0, times.at(-2) ?? 0];
  expect(last - lastButOne).toBeGreaterThanOrEqual(10_000);
  expect(last - lastButOne).toBeLessThanOrEqual(11_000);
});

it('asks a few more times where the relay proxy that answers does not know yet what the one that streams has told', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  await bench.clock.advance(30_000);
  bench.stream().changed();
  await bench.clock.advance(31_000);
  expect(bench.attempts.slice(2)).toEqual([31_500, 41_500, 61_500]);
  bench.verdict = CHANGED;
  await bench.clock.advance(40_000);
  const found = bench.attempts.length;
  bench.verdict = UNCHANGED;
  await bench.clock.advance(100_000);
  expect(bench.attempts).toHaveLength(found);
});

it('takes another stream when a poll finds a change that the stream has not told', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  bench.verdict = CHANGED;
  await bench.clock.advance(120_000);
  bench.verdict = UNCHANGED;
  await bench.clock.advance(4_000);
  expect(bench.streams).toHaveLength(1);
  await bench.clock.advance(2_000);
  expect(bench.streams.map((stream) => stream.isClosed)).toEqual([true, false]);
  const asked = bench.attempts.length;
  await bench.clock.advance(10_000);
  expect(bench.attempts).toHaveLength(asked + 1);
});

it('does not blame a stream that tells a moment after a poll has found the change', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  bench.verdict = CHANGED;
  await bench.clock.advance(120_000);
  bench.stream().changed();
  await bench.clock.advance(20_000);
  expect(bench.streams).toHaveLength(1);
});

it('does not blame a stream whose message is about to be followed', async () => {
  const bench = anUpdatesBench();
  bench.random = 0;
  await bench.live();
  await bench.clock.advance(100_000);
  bench.random = 0.999;
  await bench.clock.advance(7_500);
  bench.stream().changed();
  bench.verdict = CHANGED;
  await bench.clock.advance(20_000);
  expect(bench.streams).toHaveLength(1);
});

it('asks again soon when what a message told of could not be had', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  bench.verdict = FAILED;
  bench.stream().changed();
  await bench.clock.advance(1_000);
  const asked = bench.attempts.length;
  await bench.clock.advance(30_000);
  expect(bench.attempts.length).toBeGreaterThanOrEqual(asked + 3);
});
