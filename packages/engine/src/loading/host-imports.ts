/**
 * Whatever a binary imports, so that it can be instantiated before anybody knows what it is. Nothing of it is called: our engine is handed the
 * time, and an official binary gets an instance of its own with functions that work. What is no function fails with a `LinkError`.
 */
export const HOST_IMPORTS: WebAssembly.Imports = everything(everything(() => 0));

function everything<T>(member: T): { readonly [name: string]: T } {
  return new Proxy({}, { get: () => member });
}
