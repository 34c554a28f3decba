import { type FlagAnswer, type HandedOut, type PreparedAnswer, prepareAnswer } from '@goff-web/internal';
import type { FlagAnswers } from './flag-answers.ts';

/** The answers that hold for one evaluation context. */
export interface ContextAnswers {
  readonly byKey: FlagAnswers;
  /** Names them to the relay proxy; `undefined` where they come from a snapshot. */
  readonly entityTag: string | undefined;
  /** Whether the relay proxy has not confirmed them yet in this page: then they say `CACHED`. */
  readonly stored: boolean;
  /** One flag's answer, made ready at its first use and handed out until the answers change. */
  find(flagKey: string): PreparedAnswer | undefined;
}

/** Makes {@link ContextAnswers}. */
export function createContextAnswers(
  byKey: FlagAnswers,
  entityTag: string | undefined,
  stored: boolean,
  handedOut: HandedOut,
): ContextAnswers {
  const ready = new Map<string, PreparedAnswer>();
  return {
    byKey,
    entityTag,
    stored,
    find(flagKey) {
      const known = ready.get(flagKey);
      if (known !== undefined) return known;
      const answer = byKey.get(flagKey);
      if (answer === undefined) return undefined;
      const made = prepareAnswer(flagKey, stored ? asStored(answer) : answer, handedOut);
      ready.set(flagKey, made);
      return made;
    },
  };
}

function asStored(answer: FlagAnswer): FlagAnswer {
  const hasValue = answer.value !== undefined && answer.value !== null;
  return hasValue ? { ...answer, reason: 'CACHED' } : answer;
}
