import module from '../engine.wasm?module';

/** Vercel's edge runtime compiles the module when the function is deployed. */
export function defaultSource(): WebAssembly.Module {
  return module;
}
