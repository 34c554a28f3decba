// Builds the package: one ES module by Vite with the private package inside, and one declaration file that names no private package.
import { readFile, rm, writeFile } from 'node:fs/promises';
import { build as buildDeclarations } from 'tsdown';
import { build } from 'vite';
import { bundledLicences, packagesOfSourceMap } from '../../.ci/licences/bundled-licences.ts';

process.chdir(import.meta.dirname);
await rm('dist', { recursive: true, force: true });

// OFREP's reference library goes inside, without what is not used of it: it assigns to a class of its own as it loads, which would make
// esbuild, and whoever builds on it, keep all of it.
const external = ['@openfeature/core', '@openfeature/web-sdk', 'ky', 'idb-keyval'];

await build({
  configFile: false,
  logLevel: 'warn',
  publicDir: false,
  build: {
    outDir: 'dist',
    target: ['es2022', 'chrome109', 'firefox115', 'safari16'],
    minify: false,
    sourcemap: true,
    lib: { entry: { index: 'src/index.ts' }, formats: ['es'] },
    rolldownOptions: {
      external,
      treeshake: { propertyWriteSideEffects: false },
      // What is loaded later keeps its name, so that a size can be watched.
      output: { chunkFileNames: '[name].js' },
    },
  },
});

await buildDeclarations({
  config: false,
  logLevel: 'warn',
  entry: { index: 'src/index.ts' },
  format: 'esm',
  outDir: 'dist',
  clean: false,
  platform: 'neutral',
  tsconfig: 'tsconfig.json',
  dts: { emitDtsOnly: true, sourcemap: false },
  outExtensions: () => ({ dts: '.d.ts' }),
  deps: { neverBundle: external },
});

const map = await readFile('dist/index.js.map', 'utf8');
await writeFile('dist/LICENSES.md', await bundledLicences(packagesOfSourceMap(map, `${import.meta.dirname}/dist`)));
