// In place of `load-evaluation.ts` where everything is one file: nothing is loaded later, so nothing has to be begun before.
import * as evaluation from './evaluation.ts';

export { loadEngine } from './evaluation.ts';

/** What evaluates. */
export const loadEvaluation = async (): Promise<typeof import('./evaluation.ts')> => evaluation;
