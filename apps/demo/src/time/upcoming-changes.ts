import type { Evaluator } from '@goff-web/engine';

/** A moment at which a flag answers a user differently, by itself. */
export interface UpcomingChange {
  readonly atMs: number;
  readonly flagKey: string;
  readonly from: string;
  readonly to: string;
}

/** A flag that changes more often than this within the days looked at is a flag gone wild. */
const MOST_CHANGES = 200;

/** A clock that stands where it is put. */
export interface MovableClock {
  nowMs: number;
}

/**
 * Looks ahead: the engine says until when an answer holds, so the next answer is asked for at that moment, and so on.
 *
 * @param evaluator - Its clock must be `clock`, its context the user's.
 */
export function upcomingChanges(
  evaluator: Evaluator,
  clock: MovableClock,
  flagKeys: readonly string[],
  fromMs: number,
  untilMs: number,
): readonly UpcomingChange[] {
  const changes: UpcomingChange[] = [];
  for (const flagKey of flagKeys) {
    clock.nowMs = fromMs;
    let answer = evaluator.evaluate(flagKey);
    for (let count = 0; count < MOST_CHANGES && answer !== undefined; count += 1) {
      const atMs = answer.validUntilMs;
      if (atMs > untilMs) break;
      clock.nowMs = atMs;
      const next = evaluator.evaluate(flagKey);
      if (next === undefined) break;
      if (next.variation !== answer.variation) {
        changes.push({ atMs, flagKey, from: answer.variation, to: next.variation });
      }
      answer = next;
    }
  }
  return changes.sort((one, other) => one.atMs - other.atMs);
}
