// Builds the package: an ESM file for each entry by Vite, with `@goff-web/internal` in it, and a declaration file by tsdown that does not name it.
// The entries share no file, so that neither can pull in what only the other needs.
import { rm } from 'node:fs/promises';
import { build as declare } from 'tsdown';
import { build, type Plugin } from 'vite';

const root = import.meta.dirname;
const target = ['es2022', 'chrome109', 'firefox115', 'safari16'];
/** Everything of the published kind stays an import: the application has it once. */
const external = [/^@openfeature\//, /^@goff-web\/engine/, /^ky$/, /^idb-keyval$/];
/** What evaluates is not loaded later where everything is one file. */
const evaluationAtHand: Plugin = {
  name: 'evaluation-at-hand',
  enforce: 'pre',
  resolveId: (id) => (id.endsWith('/load-evaluation.ts') ? `${root}/src/evaluation/evaluation-at-hand.ts` : null),
};

const ENTRIES = { index: 'src/index.ts', 'service-worker': 'src/service-worker.ts', edge: 'src/edge/index.ts' };

for (const [name, source] of Object.entries(ENTRIES)) {
  await rm(`${root}/dist/${name}.js`, { force: true });
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    plugins: name === 'index' ? [] : [evaluationAtHand],
    build: {
      outDir: 'dist',
      emptyOutDir: false,
      target,
      minify: false,
      sourcemap: true,
      lib: { entry: { [name]: source }, formats: ['es'] },
      // What is loaded later keeps its name, so that a size can be watched; only pages load anything later.
      rolldownOptions: {
        external,
        output: {
          codeSplitting: name === 'index',
          chunkFileNames: ({ isDynamicEntry }) => (isDynamicEntry ? '[name].js' : 'shared.js'),
        },
      },
    },
  });
  await declare({
    config: false,
    cwd: root,
    entry: { [name]: source },
    outDir: 'dist',
    format: 'esm',
    clean: false,
    logLevel: 'warn',
    dts: { emitDtsOnly: true, sourcemap: false, resolver: 'oxc' },
    deps: { neverBundle: external, alwaysBundle: [/^@goff-web\/internal/] },
    outExtensions: () => ({ js: '.js', dts: '.d.ts' }),
  });
}
