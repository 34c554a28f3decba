import { beginFetch } from '@goff-web/engine/source';
import type { LoadEngine } from './engine-loader.ts';
import { keepUnlessFailed } from './keep-unless-failed.ts';

type Evaluation = typeof import('./evaluation.ts');

let failures = 0;

/** What evaluates, as a file of its own. Rejects where that cannot be loaded; the next call asks again. */
export const loadEvaluation: () => Promise<Evaluation> = /* @__PURE__ */ keepUnlessFailed(() =>
  import('./evaluation.ts').catch(importAnew),
);

/**
 * A browser may remember for as long as the document lives that a module could not be loaded. Under another address it is another module; which
 * file a bundler has made of it, only the error tells.
 *
 * @see {@link https://github.com/whatwg/html/issues/6768 | Failed dynamic import should not always be cached}
 */
async function importAnew(error: unknown): Promise<Evaluation> {
  const [address] = /https?:\S+/.exec(String(error)) ?? [];
  if (address === undefined) throw error;
  failures += 1;
  return import(/* @vite-ignore */ /* webpackIgnore: true */ `${address}#${failures}`);
}

/** `@goff-web/engine`'s `loadEngine`, loaded while the engine itself is on its way. */
export const loadEngine: LoadEngine = async (source, options) => {
  const begun = beginFetch(source);
  return (await loadEvaluation()).loadEngine(begun, options);
};
