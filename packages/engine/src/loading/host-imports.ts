import { WASI_FUNCTIONS, WASI_MODULE } from '../goff-abi/wasi.ts';

const wasi = Object.fromEntries(WASI_FUNCTIONS.map((name) => [name, (): number => 0]));

/**
 * What any binary that this host knows may import, so that a streamed one can be instantiated before its kind is known. Nothing of it is called:
 * our engine is handed the time, and an official binary gets an instance of its own with functions that work. Every other module is there but
 * empty: a binary that imports from it fails with a `LinkError`, which tells it from a stream that breaks off (a `TypeError`).
 */
export const HOST_IMPORTS: WebAssembly.Imports = new Proxy<WebAssembly.Imports>(
  {},
  { get: (_, module) => (module === WASI_MODULE ? wasi : {}) },
);
