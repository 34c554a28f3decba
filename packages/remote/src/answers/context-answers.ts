import type { FlagAnswer } from '@goff-web/internal';
import { toFlagAnswer } from '../evaluation/to-flag-answer.ts';
import type { FlagAnswers } from './flag-answers.ts';

/** The answers that hold for one evaluation context. */
export interface ContextAnswers {
  readonly byKey: FlagAnswers;
  /** Names them to the relay proxy. */
  readonly entityTag: string;
  /** Whether the relay proxy has not confirmed them yet in this page: then they say `CACHED`. */
  readonly stored: boolean;
  /** One flag's answer, made ready at its first use. */
  answer(flagKey: string): FlagAnswer | undefined;
}

/** Makes {@link ContextAnswers}. */
export function createContextAnswers(byKey: FlagAnswers, entityTag: string, stored: boolean): ContextAnswers {
  const ready = new Map<string, FlagAnswer>();
  return {
    byKey,
    entityTag,
    stored,
    answer(flagKey) {
      const known = ready.get(flagKey);
      if (known !== undefined) return known;
      const entry = byKey.get(flagKey);
      if (entry === undefined) return undefined;
      const answer = toFlagAnswer(entry, stored);
      ready.set(flagKey, answer);
      return answer;
    },
  };
}
