// In place of `load-evaluation.ts` where everything is one file: nothing is loaded later, so nothing has to be begun before.
import { readRefusal } from '@goff-web/internal';
import { decodeConfiguration } from '../configuration/decode-configuration.ts';
import { toOutcome } from '../configuration/to-outcome.ts';
import type { EvaluationPart } from '../in-process-parts.ts';
import { FlagEvaluator } from './flag-evaluator.ts';

export { loadEngine } from '@goff-web/engine';

/** What evaluates. */
export const loadEvaluation = async (): Promise<EvaluationPart & { readonly readRefusal: typeof readRefusal }> => ({
  FlagEvaluator,
  decodeConfiguration,
  readRefusal,
  toOutcome,
});
