import { expect, it } from 'vitest';
import type { RefreshVerdict } from '../refresh/refresh-delay.ts';
import { anUpdatesBench } from '../testing/updates-bench.ts';

const UNCHANGED: RefreshVerdict = { kind: 'refreshed' };
const REFUSED: RefreshVerdict = { kind: 'refused' };
const FAILED: RefreshVerdict = { kind: 'failed' };

it('opens a stream again with growing pauses, never longer than it may be', async () => {
  const bench = anUpdatesBench({ changeStream: 'sse', reconnectIntervalMs: 20_000 });
  await bench.updates.start();
  await bench.clock.advance(0);
  for (let attempt = 0; attempt < 7; attempt += 1) {
    bench.stream().ended();
    await bench.clock.advance(15_000);
  }
  const times = bench.streams.map((stream) => stream.atMs);
  const pauses = times.slice(1).map((atMs, index) => atMs - 15_000 * index);
  expect(pauses).toEqual([1_500, 3_000, 6_000, 12_000, 15_000, 15_000, 15_000]);
});

it('opens a stream soon that was cut after it had worked for a while, however often', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  for (let cut = 0; cut < 10; cut += 1) {
    await bench.clock.advance(60_000);
    bench.stream().ended();
    await bench.clock.advance(2_000);
    bench.stream().opened();
  }
  expect(bench.streams).toHaveLength(11);
});

it('looks rarely for a stream that has never been there, and goes on polling', async () => {
  const bench = anUpdatesBench();
  bench.platform = 'meets-404';
  await bench.updates.start();
  await bench.clock.advance(7_200_000);
  expect(bench.attempts).toHaveLength(721);
  expect(bench.streams.length).toBeGreaterThan(14);
  expect(bench.streams.length).toBeLessThan(26);
  expect(bench.logged).toEqual([]);
});

it('looks for a stream as often as for one that was there, where it is to be server-sent events', async () => {
  const bench = anUpdatesBench({ changeStream: 'sse' });
  bench.platform = 'meets-404';
  await bench.updates.start();
  await bench.clock.advance(3_600_000);
  expect(bench.streams.length).toBeGreaterThan(70);
});

it('closes the stream when the key is refused, and opens none until an answer is good', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  bench.verdict = REFUSED;
  bench.stream().changed();
  await bench.clock.advance(3_600_000);
  expect(bench.openStreams()).toBe(0);
  expect(bench.streams).toHaveLength(1);
  bench.verdict = UNCHANGED;
  await bench.clock.advance(300_000);
  expect(bench.openStreams()).toBe(1);
});

it('never opens a stream with a key that was refused at the start', async () => {
  const bench = anUpdatesBench();
  bench.apiKey = 'wrong';
  bench.verdict = REFUSED;
  await bench.updates.start();
  await bench.clock.advance(3_600_000);
  expect(bench.streams).toEqual([]);
  expect(bench.attempts.length).toBeLessThan(30);
});

it('tells that nobody answers a stream that has never opened, and polls as before', async () => {
  const bench = anUpdatesBench();
  await bench.updates.start();
  await bench.clock.advance(9_000);
  bench.stream().ended(true);
  expect(bench.states).toEqual(['lost']);
  await bench.clock.advance(4_500);
  expect(bench.attempts).toEqual([0, 3_500, 13_500]);
});

it('tells nothing of a relay proxy that has no stream: it did answer', async () => {
  const bench = anUpdatesBench();
  bench.platform = 'meets-404';
  await bench.updates.start();
  await bench.clock.advance(1_000);
  expect(bench.states).toEqual([]);
});

it('does not open a stream again while requests fail', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  bench.verdict = FAILED;
  bench.stream().ended();
  await bench.clock.advance(1_000);
  await bench.updates.refresh();
  await bench.clock.advance(600_000);
  expect(bench.streams).toHaveLength(1);
  bench.verdict = UNCHANGED;
  await bench.clock.advance(60_000);
  expect(bench.openStreams()).toBe(1);
});

it('goes back to polling when a request has failed before the stream is known to be lost', async () => {
  const bench = anUpdatesBench({ pollIntervalMs: 1_000 });
  await bench.live();
  bench.verdict = FAILED;
  await bench.updates.refresh();
  bench.stream().ended();
  const asked = bench.attempts.length;
  await bench.clock.advance(10_000);
  expect(bench.attempts.length).toBeGreaterThanOrEqual(asked + 3);
});

it('keeps a stream that is open while requests fail', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  bench.verdict = FAILED;
  await bench.updates.refresh();
  await bench.clock.advance(60_000);
  expect(bench.openStreams()).toBe(1);
  expect(bench.streams).toHaveLength(1);
});

it('opens the stream with the new key when the key is replaced', async () => {
  const bench = anUpdatesBench();
  bench.apiKey = 'old';
  await bench.live();
  bench.apiKey = 'new';
  await bench.updates.rekey();
  expect(bench.streams.map(({ url, isClosed }) => [new URL(url).search, isClosed])).toEqual([
    ['?apiKey=old', true],
    ['?apiKey=new', false],
  ]);
});

it('survives a platform that refuses the stream, and does not repeat what it says: the key is in it', async () => {
  const bench = anUpdatesBench();
  bench.apiKey = 'hunter2';
  bench.platform = 'refuses';
  await bench.updates.start();
  await bench.clock.advance(120_000);
  expect(bench.attempts).toHaveLength(13);
  expect(bench.logged.join()).not.toContain('hunter2');
  bench.platform = 'has-streams';
  await bench.clock.advance(600_000);
  expect(bench.openStreams()).toBe(1);
});

it('takes another stream when the machine has slept', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  bench.clock.jump(3_600_000);
  await bench.clock.advance(120_000);
  expect(bench.streams.map((stream) => stream.isClosed)).toEqual([true, false]);
});
