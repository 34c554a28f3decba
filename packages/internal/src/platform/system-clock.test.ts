import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from './system-clock.ts';

const DAY_MS = 86_400_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

it('keeps a delay that is longer than a timer of the platform can be', () => {
  let calls = 0;
  systemClock.schedule(() => {
    calls += 1;
  }, 60 * DAY_MS);
  vi.advanceTimersByTime(59 * DAY_MS);
  expect(calls).toBe(0);
  vi.advanceTimersByTime(DAY_MS);
  expect(calls).toBe(1);
});

it('takes a call back, whichever leg of a long delay is running', () => {
  let calls = 0;
  const cancel = systemClock.schedule(() => {
    calls += 1;
  }, 60 * DAY_MS);
  vi.advanceTimersByTime(40 * DAY_MS);
  cancel();
  vi.advanceTimersByTime(40 * DAY_MS);
  expect(calls).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});
