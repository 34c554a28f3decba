/** The smallest module there is: header and version. */
const EMPTY_MODULE = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

/**
 * Whether this place runs WebAssembly. A Content-Security-Policy without `'wasm-unsafe-eval'` and iOS Lockdown Mode refuse it; edge runtimes
 * refuse to compile, but run modules that were compiled ahead, so that an answer of `false` matters only where there is something to compile.
 */
export function mayCompileWebAssembly(): boolean {
  try {
    return WebAssembly.Module.exports(new WebAssembly.Module(EMPTY_MODULE)).length === 0;
  } catch {
    return false;
  }
}
