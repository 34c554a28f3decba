/** Where the twin's script leaves what makes its instances. Twins of one `engine.wasm` are the same, whichever copy on the page has asked. */
export const TWIN_KEY: symbol = Symbol.for(`@goff-web/cdn twin of ${ENGINE_INTEGRITY}`);
