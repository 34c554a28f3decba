// In place of `load-evaluation.ts` where everything is one file: nothing is loaded later, so nothing has to be begun before.
import { FlagEvaluator } from './flag-evaluator.ts';

export { loadEngine } from '@goff-web/engine';

/** What evaluates. */
export const loadEvaluation = async (): Promise<Pick<typeof import('./evaluation.ts'), 'FlagEvaluator'>> => ({
  FlagEvaluator,
});
