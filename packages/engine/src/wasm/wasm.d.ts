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
}

declare module '#javascript' {
  /** A new instance of the engine in JavaScript; its members are the exports of the WebAssembly module. */
  export function instantiate(): unknown;
}
