import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { systemClock } from './system-clock.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const DAY_MS = 86_400_000;

it('keeps a delay that is longer than a timer of the platform can be', () => {
  let calls = 0;
  systemClock.after(60 * DAY_MS, () => {
    calls += 1;
  });
  vi.advanceTimersByTime(59 * DAY_MS);
  expect(calls).toBe(0);
  vi.advanceTimersByTime(DAY_MS);
  expect(calls).toBe(1);
});

it('takes a call back, whichever leg of a long delay is running', () => {
  let calls = 0;
  const cancel = systemClock.after(60 * DAY_MS, () => {
    calls += 1;
  });
  vi.advanceTimersByTime(40 * DAY_MS);
  cancel();
  vi.advanceTimersByTime(40 * DAY_MS);
  expect(calls).toBe(0);
  expect(vi.getTimerCount()).toBe(0);
});
