import { expect, it } from 'vitest';
import { anUpdatesBench } from '../testing/updates-bench.ts';

it('goes on for a minute after the page was hidden, and then runs nothing at all', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  bench.page.tell('hidden');
  await bench.clock.advance(59_000);
  expect(bench.openStreams()).toBe(1);
  await bench.clock.advance(2_000);
  expect(bench.openStreams()).toBe(0);
  expect(bench.clock.pending()).toBe(0);
  const asked = bench.attempts.length;
  await bench.clock.advance(3_600_000);
  expect(bench.attempts).toHaveLength(asked);
});

it('asks first and then opens the stream when somebody looks again', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  bench.page.tell('hidden');
  await bench.clock.advance(3_600_000);
  const asked = bench.attempts.length;
  bench.verdict = 'never';
  bench.page.tell('visible');
  await bench.clock.advance(1_000);
  expect(bench.attempts).toHaveLength(asked + 1);
  expect(bench.openStreams()).toBe(0);
  bench.page.tell('left');
  bench.verdict = { kind: 'refreshed' };
  bench.page.tell('returned');
  await bench.clock.advance(0);
  expect(bench.openStreams()).toBe(1);
});

it.each(['frozen', 'left'] as const)(
  'closes the stream and abandons the request at once when the page is %s',
  async (event) => {
    const bench = anUpdatesBench();
    await bench.live();
    bench.verdict = 'never';
    const asked = bench.attempts.length;
    const refreshed = bench.updates.refresh();
    await expect.poll(() => bench.attempts).toHaveLength(asked + 1);
    bench.page.tell(event);
    expect(bench.openStreams()).toBe(0);
    expect(bench.clock.pending()).toBe(0);
    await refreshed;
  },
);

it.each([
  ['frozen', 'resumed'],
  ['left', 'returned'],
] as const)('asks at once, and once, when a page that was %s is %s', async (gone, back) => {
  const bench = anUpdatesBench();
  await bench.live();
  bench.page.tell('hidden');
  bench.page.tell(gone);
  await bench.clock.advance(600_000);
  const asked = bench.attempts.length;
  bench.page.tell('visible');
  bench.page.tell(back);
  bench.page.tell('visible');
  await bench.clock.advance(0);
  expect(bench.attempts).toHaveLength(asked + 1);
  expect(bench.openStreams()).toBe(1);
});

it('stays at rest when a hidden page is thawed without anybody looking at it', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  bench.page.tell('hidden');
  bench.page.tell('frozen');
  const asked = bench.attempts.length;
  bench.page.tell('resumed');
  bench.page.tell('online');
  await bench.clock.advance(600_000);
  expect(bench.attempts).toHaveLength(asked);
  expect(bench.openStreams()).toBe(0);
});

it('asks when somebody looks again after less than a minute, unless the last answer is a few seconds old', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  await bench.clock.advance(2_000);
  bench.page.tell('hidden');
  bench.page.tell('visible');
  expect(bench.attempts).toHaveLength(2);
  bench.page.tell('hidden');
  await bench.clock.advance(20_000);
  bench.page.tell('visible');
  expect(bench.attempts).toHaveLength(3);
  await bench.clock.advance(90_000);
  expect(bench.openStreams()).toBe(1);
});

it('asks at once and takes another stream when the network is back', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  await bench.clock.advance(30_000);
  bench.page.tell('offline');
  bench.page.tell('online');
  await bench.clock.advance(0);
  expect(bench.attempts).toHaveLength(3);
  expect(bench.streams.map((stream) => stream.isClosed)).toEqual([true, false]);
});

it('does not wait for the pause of a failed request or stream when the network is back', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  bench.verdict = { kind: 'failed' };
  bench.stream().ended();
  await bench.updates.refresh();
  bench.verdict = { kind: 'refreshed' };
  bench.page.tell('online');
  await bench.clock.advance(0);
  expect(bench.openStreams()).toBe(1);
});

it('rests a minute after a start in a hidden page', async () => {
  const bench = anUpdatesBench();
  bench.page.tell('hidden');
  await bench.live();
  expect(bench.openStreams()).toBe(1);
  await bench.clock.advance(60_000);
  expect(bench.openStreams()).toBe(0);
  expect(bench.clock.pending()).toBe(0);
});

it('waits out a rate limit that somebody comes back into', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  bench.verdict = { kind: 'rate-limited', retryAfterMs: 100_000 };
  await bench.updates.refresh();
  bench.page.tell('left');
  const asked = bench.attempts.length;
  await bench.clock.advance(10_000);
  bench.page.tell('returned');
  await bench.clock.advance(80_000);
  expect(bench.attempts).toHaveLength(asked);
  await bench.clock.advance(80_000);
  expect(bench.attempts).toHaveLength(asked + 1);
});
