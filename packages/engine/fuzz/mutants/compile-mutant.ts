import { readFile } from 'node:fs/promises';
import path from 'node:path';
import asc from 'assemblyscript/asc';
import { ASSEMBLY, type Mutation } from './mutation-sites.ts';

const ROOT = path.dirname(ASSEMBLY);

/** Compiles the engine with one change, in memory. `undefined` where the compiler refuses it. */
export async function compileMutant(
  mutation?: Pick<Mutation, 'file' | 'source'>,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  let binary: Uint8Array<ArrayBuffer> | undefined;
  const changed = mutation === undefined ? '' : path.join('assembly', mutation.file);
  const { error } = await asc.main(
    ['assembly/index.ts', '--config', 'asconfig.json', '--target', 'release', '--baseDir', ROOT],
    {
      readFile: (name, baseDir) =>
        mutation !== undefined && path.normalize(name) === changed
          ? mutation.source
          : readFile(path.resolve(baseDir, name), 'utf8').catch(() => null),
      writeFile: (name, contents) => {
        if (name.endsWith('engine.wasm') && typeof contents !== 'string') binary = new Uint8Array(contents);
      },
    },
  );
  return error === null ? binary : undefined;
}
