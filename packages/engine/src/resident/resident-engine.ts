import { EngineLoadError } from '../engine-load-error.ts';
import type { EngineModule } from '../evaluator.ts';
import { ResidentEvaluator } from './resident-evaluator.ts';
import { RESIDENT_ABI, type ResidentExports } from './resident-exports.ts';
import { ResidentInstance } from './resident-instance.ts';

/**
 * Our engine, of which there is a first instance; every later one is made by `instantiate`.
 *
 * @throws EngineLoadError when the binary speaks another version of the interface.
 */
export function residentEngine(
  kind: 'resident' | 'javascript',
  first: unknown,
  instantiate: () => unknown,
): EngineModule {
  const version = (first as ResidentExports).abi.value;
  if (version !== RESIDENT_ABI) {
    throw new EngineLoadError(
      'ENGINE_INCOMPATIBLE',
      `The engine speaks version ${version} of its interface, not ${RESIDENT_ABI}. Deploy the engine.wasm of this package's version.`,
    );
  }
  let prepared: unknown = first;
  const next = (): ResidentInstance => {
    const exports = prepared ?? instantiate();
    prepared = undefined;
    return new ResidentInstance(exports as ResidentExports, kind === 'resident');
  };
  return { kind, createEvaluator: (options = {}) => new ResidentEvaluator(next, options) };
}
