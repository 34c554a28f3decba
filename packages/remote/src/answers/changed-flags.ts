import { encodeGoJson, type Json } from '@goff-web/internal';
import type { EvaluationResponse } from '@openfeature/ofrep-core';
import type { FlagAnswers } from './flag-answers.ts';

/** Keys of the flags whose answer was added, removed or differs, sorted. The order of members and of flags makes no difference. */
export function changedFlags(before: FlagAnswers, after: FlagAnswers): string[] {
  const keys = new Set([...before.keys(), ...after.keys()]);
  return [...keys].filter((key) => textOf(before.get(key)) !== textOf(after.get(key))).sort();
}

function textOf(answer: EvaluationResponse | undefined): string {
  // Parsed from JSON, so it is JSON.
  return answer === undefined ? '' : encodeGoJson(answer as unknown as Json);
}
