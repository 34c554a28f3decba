import { WASI_FUNCTIONS, WASI_MODULE } from '../goff-abi/wasi.ts';

/**
 * What any binary that this host knows may import, so that a streamed one can be instantiated before its kind is known. Nothing of it is called:
 * our engine is handed the time, and an official binary gets an instance of its own with functions that work.
 */
export const HOST_IMPORTS: WebAssembly.Imports = {
  [WASI_MODULE]: Object.fromEntries(WASI_FUNCTIONS.map((name) => [name, (): number => 0])),
};
