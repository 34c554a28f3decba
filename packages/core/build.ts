// Builds the package: one ESM file by Vite, with `@goff-web/internal` in it, and one declaration file by tsdown that does not name it.
import { rm } from 'node:fs/promises';
import { build as declare } from 'tsdown';
import { build } from 'vite';

const root = import.meta.dirname;
const target = ['es2022', 'chrome109', 'firefox115', 'safari16'];
/** Everything of the published kind stays an import: the application has it once. */
const external = [/^@openfeature\//, /^@goff-web\/engine/, /^ky$/, /^idb-keyval$/];

await rm(`${root}/dist/index.js`, { force: true });
await build({
  configFile: false,
  root,
  logLevel: 'warn',
  publicDir: false,
  build: {
    outDir: 'dist',
    emptyOutDir: false,
    target,
    minify: false,
    sourcemap: true,
    lib: { entry: { index: 'src/index.ts' }, formats: ['es'] },
    // What is loaded later keeps its name, so that a size can be watched.
    rolldownOptions: { external, output: { chunkFileNames: '[name].js' } },
  },
});
await declare({
  config: false,
  cwd: root,
  entry: { index: 'src/index.ts' },
  outDir: 'dist',
  format: 'esm',
  clean: false,
  logLevel: 'warn',
  dts: { emitDtsOnly: true, sourcemap: false, resolver: 'oxc' },
  deps: { neverBundle: external, alwaysBundle: [/^@goff-web\/internal/] },
  outExtensions: () => ({ js: '.js', dts: '.d.ts' }),
});
