import url from '../../dist/engine.wasm?url&no-inline';

/** Names the file's contents. */
export const digest: string = ENGINE_DIGEST;

/** Browsers fetch the file; bundlers see the address and take the file along. */
export function defaultSource(): string {
  return url;
}
