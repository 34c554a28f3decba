// Builds the package: engine.wasm by the AssemblyScript compiler, its JavaScript twin by Binaryen, the host by Vite. Declarations come from tsdown, in one file.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import asc from 'assemblyscript/asc';
import { build as declare } from 'tsdown';
import { build, type InlineConfig, type Plugin } from 'vite';
import { bundledLicences } from '../../.ci/licences/bundled-licences.ts';

const root = import.meta.dirname;
process.chdir(root);

const ENTRIES = ['index', 'source'] as const;

async function compileEngine(): Promise<void> {
  const { error } = await asc.main(['--config', 'asconfig.json', '--target', 'release'], { stderr: process.stderr });
  if (error) throw new Error('engine.wasm could not be compiled', { cause: error });
}

function binaryen(tool: string, ...args: readonly string[]): void {
  const bin = path.join(path.dirname(createRequire(import.meta.url).resolve('binaryen/package.json')), 'bin', tool);
  execFileSync(process.execPath, [bin, ...args], { stdio: ['ignore', 'ignore', 'pipe'] });
}

/** The same module in JavaScript, as a function that makes instances. Binaryen's own output makes one, when it is imported. */
async function translateEngine(): Promise<void> {
  // wasm2js knows neither of these two kinds of instructions.
  const lower = ['--signext-lowering', '--llvm-nontrapping-fptoint-lowering'];
  const features = ['--enable-sign-ext', '--enable-nontrapping-float-to-int', '--enable-bulk-memory'];
  binaryen('wasm-opt', 'dist/engine.wasm', ...features, ...lower, '-O3', '-o', 'dist/lowered.wasm');
  binaryen('wasm2js', 'dist/lowered.wasm', '--enable-bulk-memory', '-O', '-o', 'dist/translated.js');
  const code = await readFile('dist/translated.js', 'utf8');
  const body = code.slice(code.indexOf('var bufferView'), code.indexOf('var retasmFunc'));
  const imports = '{ env: {}, wasi_snapshot_preview1: { clock_time_get: () => 0 } }';
  await writeFile('dist/translated.js', `${body}\nexport function instantiate() { return asmFunc(${imports}); }\n`);
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: 'dist',
      emptyOutDir: false,
      target: 'es2022',
      minify: true,
      lib: { entry: { engine: 'dist/translated.js' }, formats: ['es'] },
      rolldownOptions: { output: { minify: true } },
    },
  });
  await rm('dist/lowered.wasm');
  await rm('dist/translated.js');
}

/** Takes `engine.wasm` imports as they are: the platform resolves them. */
const keepWasmImports: Plugin = {
  name: 'keep-wasm-imports',
  enforce: 'pre',
  resolveId: (id) => (/\.wasm(\?module)?$/.test(id) ? { id, external: true } : null),
};

/** Keeps `new URL('../engine.wasm', import.meta.url)` as it is: Vite would put the whole file into the address. */
const keepWasmAddress: Plugin = {
  name: 'keep-wasm-address',
  enforce: 'pre',
  transform: (code) => code.replaceAll("new URL('../engine.wasm'", "new URL(/* @vite-ignore */ '../engine.wasm'"),
  renderChunk: (code) => ({ code: code.replaceAll(/\/\*\s*@vite-ignore\s*\*\/\s*/g, ''), map: null }),
};

async function buildHost(): Promise<void> {
  const target = ['es2022', 'chrome109', 'firefox115', 'safari16'];
  const common: InlineConfig = { configFile: false, logLevel: 'warn', base: './', publicDir: false };
  const output = { outDir: 'dist', emptyOutDir: false, target, minify: false } as const;
  // One after the other: so they share no file.
  for (const name of ENTRIES) {
    await build({
      ...common,
      build: {
        ...output,
        sourcemap: true,
        lib: { entry: { [name]: `src/${name}.ts` }, formats: ['es'] },
        rolldownOptions: { external: [/^#/], output: { chunkFileNames: '[name].js' } },
      },
    });
  }
  await build({
    ...common,
    define: {
      ENGINE_DIGEST: JSON.stringify(
        createHash('sha1')
          .update(await readFile('dist/engine.wasm'))
          .digest('hex'),
      ),
    },
    build: {
      ...output,
      assetsDir: '',
      lib: { entry: { 'wasm/url': 'src/wasm/url.ts' }, formats: ['es'] },
      rolldownOptions: { output: { assetFileNames: '[name][extname]' } },
    },
  });
  for (const name of ['workerd', 'edge-light', 'file', 'no-twin']) {
    await build({
      ...common,
      plugins: [keepWasmImports, keepWasmAddress],
      build: {
        ...output,
        lib: { entry: { [`wasm/${name}`]: `src/wasm/${name}.ts` }, formats: ['es'] },
        rolldownOptions: { external: [/^node:/] },
      },
    });
  }
}

async function buildDeclarations(): Promise<void> {
  for (const name of ENTRIES) {
    await declare({
      config: false,
      entry: { [name]: `src/${name}.ts` },
      format: 'esm',
      outDir: 'dist',
      clean: false,
      platform: 'neutral',
      logLevel: 'warn',
      dts: { emitDtsOnly: true, sourcemap: false },
      outExtensions: () => ({ js: '.js', dts: '.d.ts' }),
    });
  }
}

/** Both compilers put some of their own code into what they make. */
async function writeLicences(): Promise<void> {
  const { resolve } = createRequire(import.meta.url);
  const compilers = ['assemblyscript', 'binaryen'].map((name) => path.dirname(resolve(`${name}/package.json`)));
  await writeFile('dist/LICENSES.md', await bundledLicences(compilers));
}

/** What an earlier build has left, and this one does not make, is not published. */
async function deleteLeftovers(beganMs: number): Promise<void> {
  for (const file of await readdir('dist')) {
    const { mtimeMs } = await stat(`dist/${file}`);
    if (/\.(js|map)$/.test(file) && mtimeMs < beganMs) await rm(`dist/${file}`);
  }
}

// Nothing is deleted first: whoever runs on the previous build meanwhile finds its files.
const beganMs = Date.now();
await mkdir('dist', { recursive: true });
await compileEngine();
await translateEngine();
await buildHost();
await buildDeclarations();
await writeLicences();
await deleteLeftovers(beganMs);
