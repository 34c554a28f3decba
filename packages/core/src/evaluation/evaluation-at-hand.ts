// In place of `load-evaluation.ts` where everything is one file: nothing is loaded later, so nothing has to be begun before.
import { readRefusal } from '@goff-web/internal';
import { decodeConfiguration } from '../configuration/decode-configuration.ts';
import { toOutcome } from '../configuration/to-outcome.ts';
import { FlagEvaluator } from './flag-evaluator.ts';
import { engineFromStore, engineToText } from './stored-engine.ts';

export { loadEngine } from '@goff-web/engine';

/** What evaluates. */
export const loadEvaluation = async (): Promise<Omit<typeof import('./evaluation.ts'), 'loadEngine'>> => ({
  FlagEvaluator,
  decodeConfiguration,
  engineFromStore,
  engineToText,
  readRefusal,
  toOutcome,
});
