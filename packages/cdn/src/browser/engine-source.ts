import { loadedFrom } from '#loaded-script';

/** The smallest module there is: header and version. */
const EMPTY_MODULE = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);

/** Names the contents of `engine.wasm`. */
export const digest: string = ENGINE_INTEGRITY;

/**
 * `engine.wasm` beside the script, and only the very one that it was built with.
 *
 * @throws at once, what the platform throws where it refuses WebAssembly: the twin is loaded then, and `engine.wasm` is not fetched in vain.
 */
export function defaultSource(): Promise<Response> {
  void new WebAssembly.Module(EMPTY_MODULE);
  return fetch(new URL('engine.wasm', loadedFrom), { integrity: ENGINE_INTEGRITY, credentials: 'omit' });
}
