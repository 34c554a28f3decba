import module from '../engine.wasm';

/** Cloudflare Workers compile the module when the worker is deployed. */
export function defaultSource(): WebAssembly.Module {
  return module;
}
