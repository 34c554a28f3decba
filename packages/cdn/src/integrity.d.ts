/** Subresource integrity of `engine.wasm`, put in by the build. */
declare const ENGINE_INTEGRITY: string;

/** Subresource integrity of `engine.js`, put in by the build. */
declare const TWIN_INTEGRITY: string;

declare module '#javascript' {
  /** A new instance of the engine in JavaScript; its members are the exports of the WebAssembly module. */
  export function instantiate(): unknown;
}
