import type { Cancel, Clock } from '../platform/clock.ts';

/** Requests that the pages of many users would otherwise make in the same moment. */
export interface RequestSpread {
  /** Makes a request at a random moment of the spread; one for all who ask until then. */
  ask(): void;
  isWaiting(): boolean;
  cancel(): void;
}

const FIRST_SPREAD_MS = 1_000;
const LONGEST_SPREAD_MS = 10_000;
/** Asked again within so many spreads of a request, the spread doubles: a stream must not cost more than polling would. */
const BUSY_SPREADS = 4;

/** Spreads requests over a second, and over up to ten while they are asked for again and again. */
export function spreadRequests(clock: Clock, random: () => number, request: () => void): RequestSpread {
  let requestedMs = Number.NEGATIVE_INFINITY;
  let spreadMs = FIRST_SPREAD_MS;
  let cancelWaiting: Cancel | undefined;
  return {
    ask() {
      if (cancelWaiting !== undefined) return;
      const isBusy = clock.now() - requestedMs < BUSY_SPREADS * spreadMs;
      spreadMs = isBusy ? Math.min(spreadMs * 2, LONGEST_SPREAD_MS) : FIRST_SPREAD_MS;
      cancelWaiting = clock.schedule(() => {
        cancelWaiting = undefined;
        requestedMs = clock.now();
        request();
      }, spreadMs * random());
    },
    isWaiting: () => cancelWaiting !== undefined,
    cancel() {
      cancelWaiting?.();
      cancelWaiting = undefined;
    },
  };
}
