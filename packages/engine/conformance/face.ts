import type { Answer, EvaluationInput } from './vector.ts';

/** A way to ask an evaluator: the resident host, the GO Feature Flag ABI of a binary, a native program. */
export interface Face {
  readonly name: string;
  /**
   * Answers one question. What it throws counts as a trap.
   *
   * @param text - The question as JSON, where the caller has it at hand already.
   */
  answer(input: EvaluationInput, text?: string): Answer;
}
