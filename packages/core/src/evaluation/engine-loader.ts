import type { EngineModule, EngineSource } from '@goff-web/engine';

/** Loads an engine; `@goff-web/engine`'s `loadEngine` is one. */
export type LoadEngine = (source?: EngineSource) => Promise<EngineModule>;

/** The engine that comes with the package, by what loads it: compiled once for all providers of a page. */
const shared = new WeakMap<LoadEngine, Promise<EngineModule>>();

/** Makes a function that loads an engine once. A failure is not kept: the next call tries again. */
export function createEngineLoader(load: LoadEngine, source: EngineSource | undefined): () => Promise<EngineModule> {
  if (source === undefined) return () => loadShared(load);
  let loading: Promise<EngineModule> | undefined;
  return () => {
    loading ??= load(source).catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

function loadShared(load: LoadEngine): Promise<EngineModule> {
  const known = shared.get(load);
  if (known !== undefined) return known;
  const loading = load().catch((error: unknown) => {
    shared.delete(load);
    throw error;
  });
  shared.set(load, loading);
  return loading;
}
