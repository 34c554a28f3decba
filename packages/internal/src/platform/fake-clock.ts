import type { Clock } from './clock.ts';

/** A clock for tests that stands still until it is moved. */
export interface FakeClock extends Clock {
  /** Moves time forward, firing timers in order; between two timers, everything that was waiting gets its turn. */
  advance(byMs: number): Promise<void>;
  /** Has `advance` wait for whoever reads the body of `message`: browsers read on threads of their own. Returns `message`. */
  watchBody<Message extends Body>(message: Message): Message;
  /** Moves the wall clock without letting timers know, as a user or a time server does. */
  jump(byMs: number): void;
  /** How many timers are waiting. */
  pending(): number;
}

/** Makes a {@link FakeClock} that starts at `startMs`. */
export function createFakeClock(startMs = 1_750_000_000_000): FakeClock {
  let monotonicMs = 0;
  let offsetMs = startMs;
  const underWay = new Set<Promise<unknown>>();
  let timers: { readonly atMs: number; readonly callback: () => void }[] = [];

  function during<Result>(work: Promise<Result>): Promise<Result> {
    underWay.add(work);
    const end = (): void => void underWay.delete(work);
    work.then(end, end);
    return work;
  }

  /** Lets every promise that can settle do so, however long the chain. */
  async function settle(): Promise<void> {
    do {
      await Promise.allSettled(underWay);
      await turns(3);
    } while (underWay.size > 0);
  }

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
    watchBody(message) {
      const arrayBuffer = message.arrayBuffer.bind(message);
      const text = message.text.bind(message);
      return Object.assign(message, { arrayBuffer: () => during(arrayBuffer()), text: () => during(text()) });
    },
    jump(byMs) {
      offsetMs += byMs;
    },
    pending: () => timers.length,
  };
}

/** Waits for turns of the event loop, of which each runs all microtasks. By messages: browsers make timers that follow timers wait for 4 ms. */
function turns(count: number): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    let left = count;
    port1.onmessage = () => {
      left -= 1;
      if (left > 0) {
        port2.postMessage(undefined);
        return;
      }
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
}
