// Builds what a script tag loads: `goff.js` (classic) and `goff.mjs`, both modes and OpenFeature inside, and beside them the engine's files. Made
// from the packages' sources, so that what both modes share is there once. The folder `dist` is what is published.
import { createHash } from 'node:crypto';
import { copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { build as declare } from 'tsdown';
import { type BuildOptions, build, type InlineConfig, type Plugin } from 'vite';
import { bundledLicences, packagesOfSourceMap } from '../../.ci/licences/bundled-licences.ts';
import { brotliSize, tableOf, weightsOf } from './build/weights.ts';

const root = import.meta.dirname;
const dist = `${root}/dist`;
const packages = dirname(root);

async function integrityOf(name: string): Promise<string> {
  const hash = createHash('sha384').update(await readFile(`${dist}/${name}`));
  return `sha384-${hash.digest('base64')}`;
}

/** The engine's host finds its binary and its twin by names of its own package; here they lie beside the script, and the host is in it. */
const engineFiles: Plugin = {
  name: 'engine-files',
  enforce: 'pre',
  resolveId: (id) => {
    if (id === '#wasm') return `${root}/src/browser/engine-source.ts`;
    if (id === '#javascript') return `${root}/src/browser/engine-twin.ts`;
    if (id.endsWith('/load-evaluation.ts')) return `${packages}/core/src/evaluation/evaluation-at-hand.ts`;
    return null;
  },
};

/** What few pages need, or only once their flags are shown, is a script of its own. The module is one file: `import()` of others knows no hashes. */
const laterFiles: Plugin = {
  name: 'later-files',
  enforce: 'pre',
  resolveId: (id) =>
    /^\.\/(change-watch|event-courier|loading\/other-engines)\.ts$/.test(id) ? `${root}/src/browser/later.ts` : null,
};

const common: InlineConfig = { configFile: false, root, logLevel: 'warn', publicDir: false };
const output: BuildOptions = {
  emptyOutDir: false,
  target: ['es2022', 'chrome109', 'firefox115', 'safari16'],
  minify: true,
};
const oneFile = { minify: true, codeSplitting: false } as const;

const { version } = JSON.parse(await readFile(`${root}/package.json`, 'utf8'));
const defined: Record<string, string> = { VERSION: JSON.stringify(version) };

async function define(name: string, file: string): Promise<void> {
  defined[name] = JSON.stringify(await integrityOf(file));
}

/** A script that `goff.js` runs when it needs it. */
async function buildPart(source: string, file: string, alias: Record<string, string>): Promise<void> {
  await build({
    ...common,
    define: defined,
    resolve: { alias },
    build: {
      ...output,
      outDir: dist,
      lib: { entry: source, formats: ['iife'], name: 'part', fileName: () => file },
      rolldownOptions: { output: oneFile },
    },
  });
}

interface Script {
  readonly file: string;
  readonly format: 'iife' | 'es';
  readonly folder?: string;
  readonly external?: RegExp;
}

async function buildScript({ file, format, folder = dist, external }: Script): Promise<void> {
  await build({
    ...common,
    plugins: format === 'iife' ? [engineFiles, laterFiles] : [engineFiles],
    define: defined,
    resolve: {
      alias: Object.fromEntries(
        // Whatever begins with a name takes its place: the longer one comes first.
        [['engine', 'source'], ['engine'], ['core'], ['remote']].map(([name, entry]) => [
          entry === undefined ? `@goff-web/${name}` : `@goff-web/${name}/${entry}`,
          `${packages}/${name}/src/${entry ?? 'index'}.ts`,
        ]),
      ),
      conditions: [...(format === 'iife' ? ['classic'] : []), 'browser', 'module', 'import', 'default'],
    },
    build: {
      ...output,
      outDir: folder,
      sourcemap: true,
      lib: { entry: 'src/index.ts', formats: [format], name: 'GoFeatureFlag', fileName: () => file },
      rolldownOptions: {
        ...(external && { external }),
        output: { ...oneFile, globals: (name) => name.replaceAll(/\W/g, '_') },
      },
    },
  });
}

/** Everything that the declarations name is in them: no package is needed beside. */
async function buildDeclarations(): Promise<void> {
  await declare({
    config: false,
    cwd: root,
    entry: { goff: 'src/index.ts' },
    // Declarations are written beside every source that the project names: none but these are to be named.
    tsconfig: 'tsconfig.declarations.json',
    outDir: dist,
    format: 'esm',
    clean: false,
    logLevel: 'warn',
    dts: { emitDtsOnly: true, sourcemap: false, resolver: 'oxc' },
    deps: { alwaysBundle: [/^@goff-web\//, /^@openfeature\//] },
    outExtensions: () => ({ js: '.mjs', dts: '.d.mts' }),
  });
  await copyFile(`${root}/build/global.d.ts`, `${dist}/global.d.ts`);
}

const FILES = ['goff.js', 'goff-later.js', 'goff.mjs', 'engine.wasm', 'engine.js'] as const;

/** The manifest of what is published; this one is the workspace's. */
async function writeManifest(): Promise<void> {
  const {
    scripts: _,
    imports: __,
    devDependencies: ___,
    publishConfig: { directory: ____, ...publishConfig },
    ...manifest
  } = JSON.parse(await readFile(`${root}/package.json`, 'utf8'));
  await writeFile(`${dist}/package.json`, `${JSON.stringify({ ...manifest, publishConfig }, null, 2)}\n`);
  await copyFile(`${root}/README.md`, `${dist}/README.md`);
  await copyFile(`${root}/LICENSE`, `${dist}/LICENSE`);
}

async function writeIntegrity(): Promise<void> {
  const hashes = await Promise.all(FILES.map(async (name) => [name, await integrityOf(name)]));
  await writeFile(`${dist}/integrity.json`, `${JSON.stringify(Object.fromEntries(hashes), null, 2)}\n`);
}

/** Of what the script is made of, and of what made the engine's files: both compilers put some of their own code in. */
async function writeLicences(): Promise<void> {
  const engine = createRequire(`${packages}/engine/package.json`);
  const compilers = ['assemblyscript', 'binaryen'].map((name) => dirname(engine.resolve(`${name}/package.json`)));
  const libraries = packagesOfSourceMap(await readFile(`${dist}/goff.js.map`, 'utf8'), dist);
  await writeFile(`${dist}/LICENSES.md`, await bundledLicences([...libraries, ...compilers]));
}

async function printWeights(): Promise<void> {
  const script = await readFile(`${dist}/goff.js`, 'utf8');
  const parts = weightsOf(script, await readFile(`${dist}/goff.js.map`, 'utf8'));
  const files = ['dist/measured/without-openfeature.js', ...FILES.map((name) => `dist/${name}`)].map(async (name) => {
    const content = await readFile(`${root}/${name}`);
    return { part: name, minified: content.byteLength, brotli: brotliSize(content) };
  });
  process.stdout.write(`${tableOf('file', await Promise.all(files))}\n\n${tableOf('part of goff.js', parts)}\n`);
}

await rm(dist, { recursive: true, force: true });
await mkdir(dist);
await copyFile(`${packages}/engine/dist/engine.wasm`, `${dist}/engine.wasm`);
await define('ENGINE_INTEGRITY', 'engine.wasm');
await buildPart('src/scripts/engine.ts', 'engine.js', { '#javascript': `${packages}/engine/dist/engine.js` });
await define('TWIN_INTEGRITY', 'engine.js');
await buildPart('src/scripts/later.ts', 'goff-later.js', {
  '#javascript': `${root}/src/browser/twin-of-page.ts`,
  '#other-engines': `${packages}/engine/src/loading/other-engines.ts`,
});
await define('LATER_INTEGRITY', 'goff-later.js');
await buildScript({ file: 'goff.js', format: 'iife' });
await buildScript({ file: 'goff.mjs', format: 'es' });
// Never published: the budget is for what is ours.
await buildScript({
  file: 'without-openfeature.js',
  format: 'iife',
  folder: `${dist}/measured`,
  external: /^@openfeature\/(core|web-sdk)$/,
});
await buildDeclarations();
await writeManifest();
await writeIntegrity();
await writeLicences();
await printWeights();
