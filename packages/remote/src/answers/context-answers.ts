import { type FlagAnswer, type FlagType, toResolutionDetails } from '@goff-web/internal';
import type { JsonValue, ResolutionDetails } from '@openfeature/core';
import { toFlagAnswer } from '../evaluation/to-flag-answer.ts';
import type { FlagAnswers } from './flag-answers.ts';

/** One flag's answer, made ready at its first use and handed out until the answers change. */
export interface ReadyAnswer {
  readonly kind: 'answer';
  readonly answer: FlagAnswer;
  /** The type of the value, where it has one that nobody can write to; with it, `details` are what a resolver of that type returns. */
  readonly type: FlagType | undefined;
  readonly details: ResolutionDetails<JsonValue> | undefined;
}

/** The answers that hold for one evaluation context. */
export interface ContextAnswers {
  readonly byKey: FlagAnswers;
  /** Names them to the relay proxy. */
  readonly entityTag: string;
  /** Whether the relay proxy has not confirmed them yet in this page: then they say `CACHED`. */
  readonly stored: boolean;
  find(flagKey: string): ReadyAnswer | undefined;
}

/** Makes {@link ContextAnswers}. */
export function createContextAnswers(byKey: FlagAnswers, entityTag: string, stored: boolean): ContextAnswers {
  const ready = new Map<string, ReadyAnswer>();
  return {
    byKey,
    entityTag,
    stored,
    find(flagKey) {
      const known = ready.get(flagKey);
      if (known !== undefined) return known;
      const entry = byKey.get(flagKey);
      if (entry === undefined) return undefined;
      const made = makeReady(flagKey, toFlagAnswer(entry, stored));
      ready.set(flagKey, made);
      return made;
    },
  };
}

function makeReady(flagKey: string, answer: FlagAnswer): ReadyAnswer {
  const { errorCode, value } = answer;
  const isScalar = typeof value === 'boolean' || typeof value === 'string' || typeof value === 'number';
  if (errorCode !== undefined || !isScalar) return { kind: 'answer', answer, type: undefined, details: undefined };
  const type = typeof value as 'boolean' | 'string' | 'number';
  return { kind: 'answer', answer, type, details: Object.freeze(toResolutionDetails(flagKey, type, value, answer)) };
}
