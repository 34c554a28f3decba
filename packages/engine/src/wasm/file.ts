/** It is at hand: nobody needs to keep it. */
export const digest: string | undefined = undefined;

/** Node, Deno and Bun read the file that lies beside. */
export async function defaultSource(): Promise<BufferSource> {
  // Loading the module takes as long as compiling the engine: only who needs it waits for it.
  const { readFile } = await import('node:fs/promises');
  return readFile(new URL('../engine.wasm', import.meta.url));
}
