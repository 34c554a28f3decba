import type { EngineLoadErrorCode } from '../engine-load-error.ts';
import { mayCompileWebAssembly } from './webassembly-permission.ts';

/** Why there is no engine: what an `EngineLoadError` is made of. */
export type Refusal = readonly [code: EngineLoadErrorCode, message: string, cause: unknown];

/**
 * Loads the JavaScript twin, in place of a module that could not be made. Answers a function that makes instances; a refusal where WebAssembly is
 * not the reason, or the twin is not wanted or not there.
 *
 * @param fault Why the module could not be made; `undefined` where nobody has tried.
 */
export async function javascriptTwin(isWanted: boolean, fault: unknown): Promise<(() => unknown) | Refusal> {
  if (fault !== undefined && mayCompileWebAssembly()) return spoilt(fault);
  if (!isWanted) return refused(fault);
  try {
    return (await import('#javascript')).instantiate;
  } catch (cause) {
    return refused(fault ?? cause);
  }
}

/** By name: the error can come from another realm. */
function spoilt(fault: unknown): Refusal {
  return Object(fault).name === 'LinkError'
    ? ['ENGINE_INCOMPATIBLE', 'The WebAssembly module imports what this host does not have.', fault]
    : [
        'ENGINE_NOT_WASM',
        'What was handed over as the engine, or came from its address, is no WebAssembly module. A server that answers every unknown address with a page does this: check the address of engine.wasm.',
        fault,
      ];
}

function refused(cause: unknown): Refusal {
  return [
    'ENGINE_REFUSED',
    "WebAssembly does not exist here or is forbidden. Add 'wasm-unsafe-eval' to script-src of the page's Content-Security-Policy, or allow the JavaScript twin of the engine.",
    cause,
  ];
}
