import module from '../engine.wasm';

/** It is at hand: nobody needs to keep it. */
export const digest: string | undefined = undefined;

/** Cloudflare Workers compile the module when the worker is deployed. */
export function defaultSource(): WebAssembly.Module {
  return module;
}
