import { beginFetch } from '../source.ts';

/** Reads this package's `engine.wasm`, in Node as in a browser. */
export async function engineBytes(): Promise<Uint8Array<ArrayBuffer>> {
  const source = await beginFetch();
  const response = source instanceof Response ? source : new Response(source as BufferSource);
  return new Uint8Array(await response.arrayBuffer());
}
