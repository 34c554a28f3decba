/** Version of the package. This and the rest are put in by the build. */
declare const VERSION: string;

/** Subresource integrity of `engine.wasm`. */
declare const ENGINE_INTEGRITY: string;

/** Subresource integrity of `engine.js`. */
declare const TWIN_INTEGRITY: string;

/** Subresource integrity of `goff-later.js`. */
declare const LATER_INTEGRITY: string;

declare module '#javascript' {
  /** A new instance of the engine in JavaScript; its members are the exports of the WebAssembly module. */
  export function instantiate(): unknown;
}
