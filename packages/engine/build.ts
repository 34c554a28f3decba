// Builds the package: engine.wasm by the AssemblyScript compiler, its JavaScript twin by Binaryen, the host by Vite. Declarations come from `tsc -b`.
import { mkdir, readdir, rm } from 'node:fs/promises';
import asc from 'assemblyscript/asc';
import { build, type InlineConfig, type Plugin } from 'vite';

const root = import.meta.dirname;
process.chdir(root);

async function compileEngine(): Promise<void> {
  const { error, stderr } = await asc.main(['--config', 'asconfig.json', '--target', 'release']);
  if (error) throw new Error(stderr.toString(), { cause: error });
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
  await build({
    ...common,
    build: {
      ...output,
      sourcemap: true,
      lib: { entry: { index: 'src/index.ts' }, formats: ['es'] },
      rolldownOptions: { external: [/^#/] },
    },
  });
  await build({
    ...common,
    build: {
      ...output,
      assetsDir: '',
      lib: { entry: { 'wasm/url': 'src/wasm/url.ts' }, formats: ['es'] },
      rolldownOptions: { output: { assetFileNames: '[name][extname]' } },
    },
  });
  for (const name of ['workerd', 'edge-light', 'file']) {
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

await mkdir('dist', { recursive: true });
for (const name of await readdir('dist')) {
  if (name !== 'types') await rm(`dist/${name}`, { recursive: true });
}
await compileEngine();
await buildHost();
