import type { Clock } from './clock.ts';

/** A clock for tests that stands still until it is moved. */
export interface FakeClock extends Clock {
  /** Moves time forward, firing timers in order; between two timers, everything that was waiting gets its turn. */
  advance(byMs: number): Promise<void>;
  /** Moves the wall clock without letting timers know, as a user or a time server does. */
  jump(byMs: number): void;
  /** How many timers are waiting. */
  pending(): number;
}

/** Makes a {@link FakeClock} that starts at `startMs`. */
export function createFakeClock(startMs = 1_750_000_000_000): FakeClock {
  let monotonicMs = 0;
  let offsetMs = startMs;
  let timers: { readonly atMs: number; readonly callback: () => void }[] = [];
  return {
    now: () => monotonicMs + offsetMs,
    schedule(callback, delayMs) {
      const timer = { atMs: monotonicMs + Math.max(0, delayMs), callback };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async advance(byMs) {
      const untilMs = monotonicMs + byMs;
      await settle();
      for (;;) {
        const due = timers.filter((timer) => timer.atMs <= untilMs).sort((a, b) => a.atMs - b.atMs)[0];
        if (due === undefined) break;
        timers = timers.filter((timer) => timer !== due);
        monotonicMs = Math.max(monotonicMs, due.atMs);
        due.callback();
        await settle();
      }
      monotonicMs = untilMs;
    },
    jump(byMs) {
      offsetMs += byMs;
    },
    pending: () => timers.length,
  };
}

/** Lets every promise that can settle do so, however long the chain: one turn of the event loop runs all microtasks. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 3; turn += 1) await new Promise((resolve) => setTimeout(resolve, 0));
}
