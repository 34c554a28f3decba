import { defaultSource } from '#wasm';
import { EngineLoadError } from './engine-load-error.ts';
import type { EngineModule, EngineSource } from './evaluator.ts';
import { HOST_IMPORTS } from './loading/host-imports.ts';
import { instantiateSource } from './loading/instantiate-source.ts';
import { residentEngine } from './resident/resident-engine.ts';

/** How the engine is loaded. */
export interface LoadEngineOptions {
  /**
   * When to run the JavaScript twin of the engine, which answers the same and is slower: `when-refused` where WebAssembly does not exist or is
   * forbidden, `always`, or `never`.
   * @defaultValue `when-refused`
   */
  readonly javascript?: 'when-refused' | 'always' | 'never';
  /**
   * Is handed a copy of the response in which the engine comes, where it comes in one: whoever keeps its bytes needs no network the next time.
   * @defaultValue nothing
   */
  readonly onResponse?: (copy: Response) => void;
}

/**
 * Loads and compiles the engine. Without a source, the `engine.wasm` of this package, in the way that fits the platform.
 *
 * A source may also be an official GO Feature Flag evaluation binary (`.wasi`): it runs behind the same interface, slower. What that needs, and
 * the JavaScript twin, are modules of their own that are loaded only when they are needed.
 *
 * @throws EngineLoadError with a code and a message that says what to do. Nothing else.
 */
export async function loadEngine(source?: EngineSource, options: LoadEngineOptions = {}): Promise<EngineModule> {
  const { javascript, onResponse } = options;
  let fault: unknown;
  if (javascript !== 'always' && typeof WebAssembly === 'object') {
    try {
      const { module, exports } = await instantiateSource(source ?? defaultSource(), onResponse);
      if ('abi' in exports) {
        return residentEngine('resident', exports, () => new WebAssembly.Instance(module, HOST_IMPORTS).exports);
      }
      const other = (await otherEngines()).goffAbiEngine(module);
      if (typeof other === 'string') throw new EngineLoadError('ENGINE_INCOMPATIBLE', other);
      return other;
    } catch (cause) {
      if (cause instanceof EngineLoadError) throw cause;
      fault = cause;
    }
  }
  const twin = await (await otherEngines()).javascriptTwin(javascript !== 'never', fault);
  if (typeof twin !== 'function') throw new EngineLoadError(...twin);
  return residentEngine('javascript', twin(), twin);
}

function otherEngines(): Promise<typeof import('./loading/other-engines.ts')> {
  return import('./loading/other-engines.ts').catch((cause: unknown) => {
    throw new EngineLoadError('ENGINE_UNREACHABLE', 'A module of @goff-web/engine could not be loaded.', cause);
  });
}
