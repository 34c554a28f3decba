import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/** The page, and the workers of those that have some. */
const INPUTS = ['index.html', 'worker.ts', 'service-worker.ts', 'intercepting-worker.ts'];

/**
 * Builds a page, this one unless told otherwise, as an application would be built, and returns the folder it is in. Of `inputs`, those that lie in
 * `root` are built.
 */
export async function buildPage(
  root: string = import.meta.dirname,
  inputs: readonly string[] = INPUTS,
): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'goff-page-'));
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    build: {
      outDir: folder,
      target: 'es2022',
      assetsInlineLimit: 0,
      emptyOutDir: true,
      // The workers are built like the page: preloading would look for a `document` there.
      modulePreload: false,
      rolldownOptions: {
        input: inputs.map((name) => join(root, name)).filter((file) => existsSync(file)),
        output: { entryFileNames: '[name].js' },
      },
    },
  });
  return folder;
}
