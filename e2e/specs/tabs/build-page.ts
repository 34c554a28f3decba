import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build, type Plugin } from 'vite';

/** What tabs call the version of what they say to one another, in the packages' built files. */
const PROTOCOL = 'var PROTOCOL = 1;';

/** Another version of the library, as far as other tabs can tell. */
function otherVersion(): Plugin {
  let isFound = false;
  return {
    name: 'other-version',
    transform(code) {
      if (!code.includes(PROTOCOL)) return undefined;
      isFound = true;
      return { code: code.replace(PROTOCOL, 'var PROTOCOL = 2;'), map: null };
    },
    buildEnd() {
      if (!isFound) this.error(`there is no "${PROTOCOL}" in what is published`);
    },
  };
}

/** Builds the page as an application would, and below `other/` as it would with another version of the library. Returns the folder. */
export async function buildPage(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'goff-tabs-'));
  const common = { configFile: false, logLevel: 'warn', root: join(import.meta.dirname, 'page'), base: './' } as const;
  const output = { target: 'es2022', assetsInlineLimit: 0, emptyOutDir: false } as const;
  await build({ ...common, build: { ...output, outDir: folder } });
  await build({ ...common, plugins: [otherVersion()], build: { ...output, outDir: join(folder, 'other') } });
  return folder;
}
