import url from '../../dist/engine.wasm?url&no-inline';

/** Browsers fetch the file; bundlers see the address and take the file along. */
export function defaultSource(): string {
  return url;
}
