import type { Clock } from './clock.ts';

/** Platforms keep a timer's delay in 32 bits; a longer one would fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The platform's clock and timers. */
export const systemClock: Clock = {
  now: () => Date.now(),
  random: () => Math.random(),
  after(delayMs, task) {
    let handle: ReturnType<typeof setTimeout>;
    const wait = (remainingMs: number): void => {
      const stepMs = Math.min(remainingMs, LONGEST_TIMER_MS);
      handle = setTimeout(() => {
        if (remainingMs > stepMs) wait(remainingMs - stepMs);
        else task();
      }, stepMs);
    };
    wait(Math.max(0, delayMs));
    return () => clearTimeout(handle);
  },
};
