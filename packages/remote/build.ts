// Builds the package: one ES module by Vite with the private package inside, and one declaration file that names no private package.
import { rm } from 'node:fs/promises';
import { build as buildDeclarations } from 'tsdown';
import { build } from 'vite';

process.chdir(import.meta.dirname);
await rm('dist', { recursive: true, force: true });

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
