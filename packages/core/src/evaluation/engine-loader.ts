import type { EngineModule, EngineSource, LoadEngineOptions } from '@goff-web/engine';
import { keepUnlessFailed } from './keep-unless-failed.ts';

/** Loads an engine; `@goff-web/engine`'s `loadEngine` is one. */
export type LoadEngine = (source?: EngineSource, options?: LoadEngineOptions) => Promise<EngineModule>;

/** Where the bytes of the engine that comes with the package outlive the page. Rejects only where nothing can be evaluated anyway. */
export interface EngineShelf {
  read(): Promise<BufferSource | undefined>;
  /** Resolves when it is time to ask the network as well: a device can be slow, or never answer. */
  patience(): Promise<undefined>;
  /** Resolves when nobody waits for what the engine is needed for: then its bytes are read once more, to be kept. */
  readonly idle: Promise<void>;
  readonly save: (bytes: ArrayBuffer) => Promise<void>;
}

/** The engine that comes with the package, by what loads it: compiled once for all providers of a page. */
const shared = new WeakMap<LoadEngine, () => Promise<EngineModule>>();

/** Makes a function that loads an engine once. A failure is not kept: the next call tries again. */
export function createEngineLoader(
  load: LoadEngine,
  source: EngineSource | undefined,
  shelf?: EngineShelf,
): () => Promise<EngineModule> {
  if (source !== undefined) return keepUnlessFailed(() => load(source));
  return () => {
    // At the first start, not before: a provider that is only made keeps nothing.
    const loader = shared.get(load) ?? keepUnlessFailed(() => (shelf ? loadFromShelf(load, shelf) : load()));
    shared.set(load, loader);
    return loader();
  };
}

async function loadFromShelf(load: LoadEngine, shelf: EngineShelf): Promise<EngineModule> {
  const reading = shelf.read();
  const use = async (kept: BufferSource | undefined): Promise<EngineModule | undefined> =>
    kept && load(kept).catch(() => undefined);
  const engine = await use(await Promise.race([reading, shelf.patience()]));
  if (engine) return engine;
  try {
    return await load(undefined, {
      // What breaks off while it is read is not kept; the engine itself says what is wrong then.
      onResponse: (copy) => void shelf.idle.then(() => copy.arrayBuffer()).then(shelf.save, () => undefined),
    });
  } catch (error) {
    const late = await use(await reading);
    if (late) return late;
    throw error;
  }
}
