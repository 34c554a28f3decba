import { expect, it } from 'vitest';
import type { RefreshVerdict } from '../refresh/refresh-delay.ts';
import { anUpdatesBench } from '../testing/updates-bench.ts';

const UNCHANGED: RefreshVerdict = { kind: 'refreshed' };
const CHANGED: RefreshVerdict = { kind: 'refreshed', changed: true };
const REFUSED: RefreshVerdict = { kind: 'refused' };
const FAILED: RefreshVerdict = { kind: 'failed' };

it('opens a stream of server-sent events after the first answer, and asks what happened before it was open', async () => {
  const bench = anUpdatesBench();
  bench.apiKey = 'a key&more';
  await bench.updates.start();
  await bench.clock.advance(0);
  const { kind, url } = bench.stream();
  expect({ kind, url }).toEqual({
    kind: 'sse',
    url: 'https://relay.test/base/stream/v1/sse/flag/change?apiKey=a%20key%26more',
  });
  bench.stream().opened();
  await bench.clock.advance(1_000);
  expect(bench.attempts).toEqual([0, 500]);
});

it('asks what happened before the stream was open even where the browser tells of its opening with the first message', async () => {
  const bench = anUpdatesBench({ pollIntervalMs: 0 });
  await bench.updates.start();
  await bench.clock.advance(60_000);
  expect(bench.attempts).toEqual([0, 3_500]);
  bench.verdict = CHANGED;
  bench.stream().opened();
  bench.stream().changed();
  await bench.clock.advance(60_000);
  expect(bench.attempts).toEqual([0, 3_500, 60_500]);
});

it('opens a WebSocket only when it is told to', async () => {
  const bench = anUpdatesBench({ changeStream: 'websocket' });
  await bench.updates.start();
  await bench.clock.advance(0);
  expect(bench.stream()).toMatchObject({
    kind: 'websocket',
    url: 'wss://relay.test/base/stream/v1/ws/flag/change',
  });
});

it('opens nothing where streams are off', async () => {
  const bench = anUpdatesBench({ changeStream: 'off' });
  await bench.updates.start();
  await bench.clock.advance(60_000);
  expect(bench.streams).toEqual([]);
  expect(bench.attempts).toHaveLength(7);
});

it('asks first when a page has come back, and opens a stream when it has been answered, even where the lead comes sooner', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  bench.page.tell('left');
  bench.page.tell('returned');
  bench.watch?.keep();
  expect(bench.attempts).toHaveLength(3);
  expect(bench.openStreams()).toBe(0);
  await bench.clock.advance(0);
  expect(bench.openStreams()).toBe(1);
});

it('polls rarely while a stream is live, and as before once it is lost', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  await bench.clock.advance(240_000);
  expect(bench.attempts).toEqual([0, 500, 120_500, 240_500]);
  bench.platform = 'meets-404';
  bench.stream().ended();
  await bench.clock.advance(20_000);
  expect(bench.attempts.slice(-2)).toEqual([251_000, 261_000]);
});

it('asks nothing by itself while a stream is live and safety polls are off', async () => {
  const bench = anUpdatesBench({ livePollIntervalMs: 0 });
  await bench.live();
  await bench.clock.advance(3_600_000);
  expect(bench.attempts).toEqual([0, 500]);
  expect(bench.streams).toHaveLength(1);
});

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

it('takes a stream of which the platform says nothing for open, but for no sign of life', async () => {
  const bench = anUpdatesBench();
  await bench.updates.start();
  await bench.clock.advance(5_000);
  expect([bench.attempts.length, bench.states]).toEqual([2, []]);
  bench.stream().ended(true);
  expect(bench.states).toEqual(['lost']);
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

it('keeps the stream when another context is asked for', async () => {
  const bench = anUpdatesBench();
  await bench.live();
  await bench.updates.restart();
  expect(bench.streams).toHaveLength(1);
  expect(bench.openStreams()).toBe(1);
});

it('says once that a stream that was asked for cannot be had here, and polls', async () => {
  const bench = anUpdatesBench({ changeStream: 'sse' });
  bench.platform = 'has-none';
  await bench.updates.start();
  await bench.clock.advance(60_000);
  expect(bench.logged).toEqual(['There is no "changeStream" "sse" on this platform: polling.']);
  expect(bench.attempts).toHaveLength(7);
});

it('polls without a word where there is no stream and none was asked for', async () => {
  const bench = anUpdatesBench();
  bench.platform = 'has-none';
  await bench.updates.start();
  await bench.clock.advance(60_000);
  expect(bench.logged).toEqual([]);
  expect(bench.attempts).toHaveLength(7);
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
