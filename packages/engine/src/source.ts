/**
 * What is known of the engine before its host is loaded: where its binary comes from. For applications that load the host later, and want both
 * under way at once.
 *
 * @packageDocumentation
 */
import { defaultSource, digest } from '#wasm';
import type { EngineSource } from './evaluator.ts';

/** Names the contents of this package's `engine.wasm` where it has to be fetched; `undefined` where it is at hand. */
export const engineDigest: string | undefined = digest;

/**
 * Begins to fetch an engine that comes from an address; without a source, the `engine.wasm` of this package. What is returned is for `loadEngine`,
 * which tells of failures. Never throws: what cannot be begun here is returned as it was given.
 */
export function beginFetch(source?: EngineSource): EngineSource | undefined {
  // Nothing is fetched for a place that cannot run it.
  if (typeof WebAssembly !== 'object') return source;
  try {
    const given = source ?? defaultSource();
    const begun = typeof given === 'string' || 'href' in given ? fetch(given) : given;
    // Whoever awaits it hears of a failure, later.
    void Promise.resolve(begun).catch(() => undefined);
    return begun;
  } catch {
    return source;
  }
}
