import { EngineLoadError } from '../engine-load-error.ts';
import type { EngineModule } from '../evaluator.ts';
import { ResidentEvaluator } from '../resident/resident-evaluator.ts';
import { RESIDENT_ABI, type ResidentExports } from '../resident/resident-exports.ts';
import { ResidentInstance } from '../resident/resident-instance.ts';
import type { CompiledSource } from './compile-source.ts';
import { HOST_IMPORTS } from './host-imports.ts';

/**
 * Our engine, compiled. The first instance is made here, asynchronously: some browsers refuse to make one of this size synchronously.
 *
 * @throws EngineLoadError when the binary speaks another version of the interface.
 */
export async function residentModule({ module, exports }: CompiledSource): Promise<EngineModule> {
  const first = exports ?? (await WebAssembly.instantiate(module, HOST_IMPORTS)).exports;
  return residentEngine('resident', first, () => new WebAssembly.Instance(module, HOST_IMPORTS).exports);
}

/** An engine whose first instance is `first`, and every later one is made by `instantiate`. */
export function residentEngine(
  kind: 'resident' | 'javascript',
  first: unknown,
  instantiate: () => unknown,
): EngineModule {
  const exports = first as ResidentExports;
  if (exports.abi.value !== RESIDENT_ABI) {
    throw new EngineLoadError(
      'ENGINE_INCOMPATIBLE',
      `The engine speaks version ${exports.abi.value} of its interface, this host version ${RESIDENT_ABI}. Deploy the engine.wasm of this package's version.`,
    );
  }
  let prepared: ResidentInstance | undefined = new ResidentInstance(exports);
  const next = (): ResidentInstance => {
    const instance = prepared ?? new ResidentInstance(instantiate() as ResidentExports);
    prepared = undefined;
    return instance;
  };
  return { kind, createEvaluator: (options = {}) => new ResidentEvaluator(next, options) };
}
