import { EngineLoadError } from '../engine-load-error.ts';
import { WASI_FUNCTIONS, WASI_MODULE } from '../goff-abi/wasi.ts';

const RESIDENT_EXPORTS = ['memory', 'abi', 'result', 'configure', 'reserve', 'compile', 'resolve', 'print'];
const GOFF_ABI_EXPORTS = ['memory', 'malloc', 'free', 'evaluate'];

/**
 * What a module is: ours, or an official evaluation binary.
 *
 * @throws EngineLoadError with code `ENGINE_INCOMPATIBLE` for any other.
 */
export function engineKind(module: WebAssembly.Module): 'resident' | 'goff-abi' {
  const exported = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
  const foreign = WebAssembly.Module.imports(module).find(
    (wanted) => wanted.module !== WASI_MODULE || !WASI_FUNCTIONS.includes(wanted.name),
  );
  if (foreign !== undefined) {
    const hint = foreign.module === 'gojs' ? ' Use the .wasi build of the official binary, not the .wasm one.' : '';
    throw new EngineLoadError(
      'ENGINE_INCOMPATIBLE',
      `The WebAssembly module imports ${foreign.module}.${foreign.name}, which this host does not have.${hint}`,
    );
  }
  if (RESIDENT_EXPORTS.every((name) => exported.has(name))) return 'resident';
  if (GOFF_ABI_EXPORTS.every((name) => exported.has(name))) return 'goff-abi';
  throw new EngineLoadError(
    'ENGINE_INCOMPATIBLE',
    'The WebAssembly module is neither this engine nor a GO Feature Flag evaluation binary.',
  );
}
