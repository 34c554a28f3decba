import { EngineLoadError } from '../engine-load-error.ts';
import type { EngineModule } from '../evaluator.ts';
import { GoffAbiEvaluator } from './goff-abi-evaluator.ts';
import { WASI_FUNCTIONS, WASI_MODULE } from './wasi.ts';

const EXPORTS = ['memory', 'malloc', 'free', 'evaluate'];

/**
 * A binary that is not ours: an official evaluation binary of GO Feature Flag.
 *
 * @throws EngineLoadError with code `ENGINE_INCOMPATIBLE` for any other.
 */
export function goffAbiEngine(module: WebAssembly.Module): EngineModule {
  const foreign = WebAssembly.Module.imports(module).find(
    (wanted) => wanted.module !== WASI_MODULE || !WASI_FUNCTIONS.includes(wanted.name),
  );
  if (foreign !== undefined) {
    const hint = foreign.module === 'gojs' ? ' Use the .wasi build of the official binary, not the .wasm one.' : '';
    throw incompatible(`imports ${foreign.module}.${foreign.name}, which this host does not have.${hint}`);
  }
  const exported = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
  if (!EXPORTS.every((name) => exported.has(name))) {
    throw incompatible('is neither this engine nor a GO Feature Flag evaluation binary.');
  }
  return { kind: 'goff-abi', createEvaluator: (options = {}) => new GoffAbiEvaluator(module, options) };
}

function incompatible(problem: string): EngineLoadError {
  return new EngineLoadError('ENGINE_INCOMPATIBLE', `The WebAssembly module ${problem}`);
}
