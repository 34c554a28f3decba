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

declare module '#other-engines' {
  /** The engine's own: official binaries. */
  export const goffAbiEngine: (module: WebAssembly.Module) => object | string;
  /** The engine's own: its twin in JavaScript. */
  export const javascriptTwin: (isWanted: boolean, fault: unknown) => Promise<unknown>;
}
