import module from '../engine.wasm?module';

/** It is at hand: nobody needs to keep it. */
export const digest: string | undefined = undefined;

/** Vercel's edge runtime compiles the module when the function is deployed. */
export function defaultSource(): WebAssembly.Module {
  return module;
}
