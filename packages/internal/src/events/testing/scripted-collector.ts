import type { PostEvents, PostOutcome } from '../post-events.ts';

/** A request as the collector saw it. */
export interface SeenBatch {
  readonly events: readonly string[];
  readonly keepalive: boolean;
  /** Answers it, where the collector does not answer by itself. */
  answer(outcome: PostOutcome): void;
}

/** The relay proxy's collector for tests. */
export interface ScriptedCollector {
  readonly post: PostEvents;
  readonly seen: SeenBatch[];
  /** All events that were accepted, in order. */
  readonly accepted: string[];
  /** How it answers by itself; `undefined` leaves requests waiting. */
  respond: ((events: readonly string[]) => PostOutcome) | undefined;
}

export const ACCEPTED: PostOutcome = { kind: 'accepted' };
export const DOWN: PostOutcome = { kind: 'failed', problem: 'connection refused', retryAfterMs: undefined };

/** Makes a {@link ScriptedCollector} that accepts everything. */
export function createScriptedCollector(): ScriptedCollector {
  const collector: ScriptedCollector = {
    seen: [],
    accepted: [],
    respond: () => ACCEPTED,
    async post(events, keepalive) {
      const outcome = await new Promise<PostOutcome>((resolve) => {
        collector.seen.push({ events, keepalive, answer: resolve });
        if (collector.respond !== undefined) resolve(collector.respond(events));
      });
      if (outcome.kind === 'accepted') collector.accepted.push(...events);
      return outcome;
    },
  };
  return collector;
}
