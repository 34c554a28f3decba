import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Face } from '../conformance/face.ts';
import { goffAbiFace } from '../conformance/goff-abi-face.ts';
import { residentFace } from '../conformance/resident-face.ts';
import type { EngineModule } from '../src/evaluator.ts';
import { loadEngine } from '../src/load-engine.ts';

/** Where the build puts the engine. */
export const ENGINE_WASM: string = path.resolve(import.meta.dirname, '../dist/engine.wasm');

/** An engine and the two faces that the one binary has. */
export interface EngineUnderTest {
  readonly wasm: WebAssembly.Module;
  readonly module: EngineModule;
  readonly faces: readonly [resident: Face, goffAbi: Face];
}

/** Both faces of an engine, from its bytes. */
export async function engineFrom(bytes: BufferSource): Promise<EngineUnderTest> {
  const wasm = await WebAssembly.compile(bytes);
  const module = await loadEngine(wasm);
  return { wasm, module, faces: [residentFace('resident', module), goffAbiFace('goff abi', wasm)] };
}

/** Both faces of the engine that was built last, or of the file given. */
export async function engineUnderTest(file: string = ENGINE_WASM): Promise<EngineUnderTest> {
  const bytes = await readFile(file).catch((cause: unknown) => {
    throw new Error(`${file} cannot be read. Build the engine first: pnpm --filter @goff-web/engine build`, { cause });
  });
  return engineFrom(new Uint8Array(bytes));
}
