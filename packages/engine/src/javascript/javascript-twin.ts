import { EngineLoadError } from '../engine-load-error.ts';
import { mayCompileWebAssembly } from './webassembly-permission.ts';

/**
 * Loads the JavaScript twin, in place of a module that could not be made.
 *
 * @param fault Why it could not be made; `undefined` where nobody has tried.
 * @returns a function that makes instances.
 * @throws EngineLoadError when WebAssembly is not the reason, or the twin is not wanted or not there.
 */
export async function javascriptTwin(isWanted: boolean, fault: unknown): Promise<() => unknown> {
  if (fault !== undefined && mayCompileWebAssembly()) throw spoilt(fault);
  if (!isWanted) throw refused(fault);
  try {
    return (await import('#javascript')).instantiate;
  } catch (cause) {
    throw refused(fault ?? cause);
  }
}

/** By name: the error can come from another realm. */
function spoilt(fault: unknown): EngineLoadError {
  return Object(fault).name === 'LinkError'
    ? new EngineLoadError('ENGINE_INCOMPATIBLE', 'The WebAssembly module imports what this host does not have.', fault)
    : new EngineLoadError(
        'ENGINE_NOT_WASM',
        'What was handed over as the engine, or came from its address, is no WebAssembly module. A server that answers every unknown address with a page does this: check the address of engine.wasm.',
        fault,
      );
}

function refused(cause: unknown): EngineLoadError {
  return new EngineLoadError(
    'ENGINE_REFUSED',
    "WebAssembly does not exist here or is forbidden. Add 'wasm-unsafe-eval' to script-src of the page's Content-Security-Policy, or allow the JavaScript twin of the engine.",
    cause,
  );
}
