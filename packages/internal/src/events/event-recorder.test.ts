import { expect, it } from 'vitest';
import { createEventsEncoder } from './encode-events.ts';
import { createEventRecorder, type EventRecorder } from './event-recorder.ts';
import { completeMetadata } from './exporter-metadata.ts';

const USER = { targetingKey: 'u' };

function aRecorder(options: { limit?: number; exposureWindowMs?: number } = {}) {
  let nowMs = 1_750_000_000_999;
  let firsts = 0;
  const recorder = createEventRecorder({
    now: () => nowMs,
    limit: 100,
    exposureWindowMs: 0,
    onFirst: () => {
      firsts += 1;
    },
    ...options,
  });
  const pass = (byMs: number): void => {
    nowMs += byMs;
  };
  return { recorder, pass, firsts: () => firsts };
}

const see = (recorder: EventRecorder, key = 'f', variation = 'on', context: object = USER): void =>
  recorder.exposure({ ...context }, key, variation, true, false, '');

const keys = (recorder: EventRecorder): string[] => recorder.take().map(({ key }) => key);

it('tells of the first record after each time it was emptied', () => {
  const { firsts, recorder } = aRecorder();
  see(recorder);
  see(recorder);
  expect(firsts()).toBe(1);
  expect(recorder.take()).toHaveLength(2);
  expect(recorder.take()).toHaveLength(0);
  recorder.tracked(USER, 'bought', {});
  expect(firsts()).toBe(2);
});

it('lets the oldest go beyond its limit, and counts them', () => {
  const { recorder } = aRecorder({ limit: 3 });
  for (const key of ['a', 'b', 'c', 'd', 'e']) see(recorder, key);
  expect(recorder.dropped).toBe(2);
  expect(keys(recorder)).toEqual(['c', 'd', 'e']);
});

it('puts back in front what could not be sent, within its limit', () => {
  const { recorder } = aRecorder({ limit: 4 });
  for (const key of ['a', 'b', 'c']) see(recorder, key);
  const taken = recorder.take();
  for (const key of ['d', 'e']) see(recorder, key);
  recorder.putBack(taken);
  expect(recorder.dropped).toBe(1);
  expect(keys(recorder)).toEqual(['b', 'c', 'd', 'e']);
});

it('names users as the exporters do', () => {
  const { recorder } = aRecorder();
  for (const context of [
    USER,
    {},
    { targetingKey: '' },
    { targetingKey: 'u', anonymous: true },
    { anonymous: 'yes' },
  ]) {
    see(recorder, 'f', 'on', context);
  }
  expect(recorder.take().map(({ isAnonymous, userKey }) => [userKey, isAnonymous])).toEqual([
    ['u', false],
    ['undefined-targetingKey', false],
    ['undefined-targetingKey', false],
    ['u', true],
    ['undefined-targetingKey', false],
  ]);
});

it('records every evaluation where there is no window', () => {
  const { recorder } = aRecorder();
  for (let count = 0; count < 3; count += 1) see(recorder);
  expect(recorder.take()).toHaveLength(3);
});

it('records an unchanged evaluation once in a window: same flag, variation and user', () => {
  const { pass, recorder } = aRecorder({ exposureWindowMs: 1_000 });
  for (let count = 0; count < 3; count += 1) see(recorder);
  see(recorder, 'other');
  see(recorder, 'f', 'off');
  see(recorder, 'f', 'on', { targetingKey: 'v' });
  see(recorder);
  expect(recorder.take()).toHaveLength(4);
  pass(999);
  see(recorder);
  expect(recorder.take()).toHaveLength(0);
  pass(1);
  see(recorder);
  expect(recorder.take()).toHaveLength(1);
});

it.each([
  [0, 600, 170_000],
  [60_000, 20, 5_700],
])(
  'makes of twenty flags at thirty renderings, with a window of %i ms, %i events of about %i bytes',
  (exposureWindowMs, count, bytes) => {
    const { pass, recorder } = aRecorder({ exposureWindowMs, limit: 1_000 });
    const user = { targetingKey: '5b1a8a4e-7f0c-4a53-9a55-3f1c2d9e8b70' };
    for (let rendering = 0; rendering < 30; rendering += 1) {
      for (let flag = 10; flag < 30; flag += 1) see(recorder, `feature-${flag}`, 'enabled', user);
      pass(1_000);
    }
    const events = createEventsEncoder('0a1b2c3d4e5', 'INPROCESS', completeMetadata({}))(recorder.take());
    expect(events).toHaveLength(count);
    expect(Math.abs(events.join().length / bytes - 1)).toBeLessThan(0.05);
  },
);

it('records an unchanged evaluation again after a change of configuration, and when the clock was put back', () => {
  const { pass, recorder } = aRecorder({ exposureWindowMs: 1_000 });
  see(recorder);
  recorder.forgetWindow();
  see(recorder);
  pass(-5_000);
  see(recorder);
  expect(recorder.take()).toHaveLength(3);
});

it('never takes a call of track for a repetition', () => {
  const { recorder } = aRecorder({ exposureWindowMs: 1_000 });
  recorder.tracked(USER, 'bought', {});
  recorder.tracked(USER, 'bought', {});
  expect(recorder.take()).toHaveLength(2);
});
