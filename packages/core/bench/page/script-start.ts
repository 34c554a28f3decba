// The first module of the page's script: what its libraries do as they are evaluated counts as well.
globalThis.scriptStartMs = performance.now();
