declare module '*.wasm' {
  const module: WebAssembly.Module;
  export default module;
}

declare module '*.wasm?module' {
  const module: WebAssembly.Module;
  export default module;
}

declare module '*.wasm?url&no-inline' {
  const url: string;
  export default url;
}

declare module '#wasm' {
  /** The `engine.wasm` of this package. */
  export function defaultSource(): import('../evaluator.ts').EngineSource;
  /** Names its contents where it is fetched; `undefined` where it is at hand anyway. */
  export const digest: string | undefined;
}

/** SHA-1 of `engine.wasm`, put in by the build. */
declare const ENGINE_DIGEST: string;

declare module '#javascript' {
  /** A new instance of the engine in JavaScript; its members are the exports of the WebAssembly module. */
  export function instantiate(): unknown;
}
