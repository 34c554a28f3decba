import { defaultSource } from '#wasm';
import { EngineLoadError } from './engine-load-error.ts';
import type { EngineModule, EngineSource } from './evaluator.ts';
import { GoffAbiEvaluator } from './goff-abi/goff-abi-evaluator.ts';
import { compileSource } from './loading/compile-source.ts';
import { engineKind } from './loading/engine-kind.ts';
import { residentEngine, residentModule } from './loading/resident-module.ts';
import { mayCompileWebAssembly } from './loading/webassembly-permission.ts';

/** How the engine is loaded. */
export interface LoadEngineOptions {
  /**
   * When to run the JavaScript twin of the engine, which answers the same and is slower: `when-refused` where WebAssembly does not exist or is
   * forbidden, `always`, or `never`.
   * @defaultValue `when-refused`
   */
  readonly javascript?: 'when-refused' | 'always' | 'never';
}

/**
 * Loads and compiles the engine. Without a source, the `engine.wasm` of this package, in the way that fits the platform.
 *
 * A source may also be an official GO Feature Flag evaluation binary (`.wasi`): it runs behind the same interface, slower.
 *
 * @throws EngineLoadError with a code and a message that says what to do. Nothing else.
 */
export async function loadEngine(source?: EngineSource, options: LoadEngineOptions = {}): Promise<EngineModule> {
  const javascript = options.javascript ?? 'when-refused';
  if (javascript === 'always') return loadJavaScript(undefined);
  try {
    if (typeof WebAssembly !== 'object') throw refused();
    const compiled = await compileSource(source ?? defaultSource());
    const { module } = compiled;
    if (engineKind(module) === 'resident') return await residentModule(compiled);
    return { kind: 'goff-abi', createEvaluator: (how = {}) => new GoffAbiEvaluator(module, how) };
  } catch (cause) {
    const isRefused = typeof WebAssembly !== 'object' || (isCompileFault(cause) && !mayCompileWebAssembly());
    if (isRefused && javascript === 'when-refused') return loadJavaScript(cause);
    if (isRefused) throw refused(cause);
    if (cause instanceof EngineLoadError) throw cause;
    throw new EngineLoadError('ENGINE_NOT_WASM', 'The WebAssembly module could not be instantiated.', cause);
  }
}

/** Whether something went wrong at compiling, not before. */
function isCompileFault(cause: unknown): boolean {
  return !(cause instanceof EngineLoadError) || (cause.code === 'ENGINE_NOT_WASM' && cause.cause !== undefined);
}

function refused(cause?: unknown): EngineLoadError {
  return new EngineLoadError(
    'ENGINE_REFUSED',
    "WebAssembly does not exist here or is forbidden. Add 'wasm-unsafe-eval' to script-src of the page's Content-Security-Policy, or allow the JavaScript twin of the engine.",
    cause,
  );
}

async function loadJavaScript(cause: unknown): Promise<EngineModule> {
  try {
    const { instantiate } = await import('#javascript');
    return residentEngine('javascript', instantiate(), instantiate);
  } catch (fault) {
    throw fault instanceof EngineLoadError ? fault : refused(cause ?? fault);
  }
}
