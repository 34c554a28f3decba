import type { Clock } from './clock.ts';

interface Task {
  readonly dueMs: number;
  readonly run: () => void;
}

/** A clock that stands still until a test moves it. */
export interface FakeClock extends Clock {
  /** Moves time on, running what falls due in order. Promises settled by a task get their turn before the next one. */
  advance(byMs: number): Promise<void>;
  /** Delays of the timers that are waiting, shortest first. */
  pending(): readonly number[];
  /** What `random()` answers from now on. */
  chance: number;
}

/** A clock for tests: starts at `startMs`, `random()` answers one half. */
export function createFakeClock(startMs = 1_750_000_000_000): FakeClock {
  let nowMs = startMs;
  const tasks = new Set<Task>();
  return {
    chance: 0.5,
    now: () => nowMs,
    random() {
      return this.chance;
    },
    after(delayMs, run) {
      const task = { dueMs: nowMs + delayMs, run };
      tasks.add(task);
      return () => tasks.delete(task);
    },
    pending: () => [...tasks].map((task) => task.dueMs - nowMs).sort((a, b) => a - b),
    async advance(byMs) {
      const untilMs = nowMs + byMs;
      await settle();
      for (;;) {
        const next = [...tasks].sort((a, b) => a.dueMs - b.dueMs)[0];
        if (next === undefined || next.dueMs > untilMs) break;
        tasks.delete(next);
        nowMs = next.dueMs;
        next.run();
        await settle();
      }
      nowMs = untilMs;
    },
  };
}

/** Lets every promise that is ready have its turn. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
