import { expect, it } from 'vitest';
import type { RefreshVerdict } from '../refresh/refresh-delay.ts';
import { anUpdatesBench } from '../testing/updates-bench.ts';

const CHANGED: RefreshVerdict = { kind: 'refreshed', changed: true };

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

it('takes a stream of which the platform says nothing for open, but for no sign of life', async () => {
  const bench = anUpdatesBench();
  await bench.updates.start();
  await bench.clock.advance(5_000);
  expect([bench.attempts.length, bench.states]).toEqual([2, []]);
  bench.stream().ended(true);
  expect(bench.states).toEqual(['lost']);
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
