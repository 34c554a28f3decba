import { beginFetch } from '@goff-web/engine/source';
import type { LoadEngine } from './engine-loader.ts';

/** What evaluates, as a file of its own. Rejects where that cannot be loaded; the next call asks again. */
export const loadEvaluation = (): Promise<typeof import('./evaluation.ts')> => import('./evaluation.ts');

/** `@goff-web/engine`'s `loadEngine`, loaded while the engine itself is on its way. */
export const loadEngine: LoadEngine = async (source, options) => {
  const begun = beginFetch(source);
  return (await loadEvaluation()).loadEngine(begun, options);
};
