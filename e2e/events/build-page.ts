import { join } from 'node:path';
import { build } from 'vite';

const PAGE = join(import.meta.dirname, 'page');

/** Builds the page that records numbered events, as an application would, and returns the folder. */
export async function buildPage(): Promise<string> {
  // Two runs on one machine do not build into each other's folder.
  const outDir = join(import.meta.dirname, `../../node_modules/.cache/goff-web/events-page-${process.pid}`);
  await build({
    configFile: false,
    root: PAGE,
    base: './',
    logLevel: 'warn',
    build: { outDir, emptyOutDir: true, target: 'es2022', modulePreload: false },
  });
  return outDir;
}
