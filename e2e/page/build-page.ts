import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';

/** Builds the page as an application would be built, and returns the folder it is in. */
export async function buildPage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'goff-page-'));
  await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'warn',
    build: { outDir: folder, target: 'es2022', assetsInlineLimit: 0, emptyOutDir: true },
  });
  return folder;
}
