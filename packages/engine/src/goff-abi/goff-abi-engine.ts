import type { EngineModule } from '../evaluator.ts';
import { GoffAbiEvaluator } from './goff-abi-evaluator.ts';
import { WASI_FUNCTIONS, WASI_MODULE } from './wasi.ts';

const EXPORTS = ['memory', 'malloc', 'free', 'evaluate'];

/** A binary that is not ours, if it is an official evaluation binary of GO Feature Flag; what is wrong with any other. */
export function goffAbiEngine(module: WebAssembly.Module): EngineModule | string {
  const foreign = WebAssembly.Module.imports(module).find(
    (wanted) => wanted.module !== WASI_MODULE || !WASI_FUNCTIONS.includes(wanted.name),
  );
  if (foreign !== undefined) {
    const hint = foreign.module === 'gojs' ? ' Use the .wasi build of the official binary, not the .wasm one.' : '';
    return `The WebAssembly module imports ${foreign.module}.${foreign.name}, which this host does not have.${hint}`;
  }
  const exported = new Set(WebAssembly.Module.exports(module).map(({ name }) => name));
  return EXPORTS.every((name) => exported.has(name))
    ? { kind: 'goff-abi', createEvaluator: (options = {}) => new GoffAbiEvaluator(module, options) }
    : 'The WebAssembly module is neither this engine nor a GO Feature Flag evaluation binary.';
}
