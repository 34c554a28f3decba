import { readFile } from 'node:fs/promises';

/** Node, Deno and Bun read the file that lies beside. */
export function defaultSource(): Promise<BufferSource> {
  return readFile(new URL('../engine.wasm', import.meta.url));
}
