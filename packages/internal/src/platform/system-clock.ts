import type { Cancel, Clock } from './clock.ts';

/** A timer's delay is a signed 32-bit number: beyond it, `setTimeout` fires at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** The platform's own clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  schedule(callback, delayMs) {
    let timer: ReturnType<typeof setTimeout>;
    const wait = (restMs: number): void => {
      const stepMs = Math.min(restMs, LONGEST_TIMER_MS);
      timer = setTimeout(() => (restMs > stepMs ? wait(restMs - stepMs) : callback()), stepMs);
      // Node, Deno and Bun keep a process alive for a pending timer unless told otherwise; in a page a timer is a number.
      (timer as Partial<typeof timer>).unref?.();
    };
    wait(Math.max(0, delayMs));
    const cancel: Cancel = () => clearTimeout(timer);
    return cancel;
  },
};
