import path from 'node:path';
import { build, type Plugin } from 'esbuild';

/** The worker as one text, with the files that it imports as modules of WebAssembly. */
export interface BundledWorker {
  readonly text: string;
  /** Paths of the WebAssembly files, by the name under which the text imports them. */
  readonly wasm: ReadonlyMap<string, string>;
}

/** How a platform writes the import of a WebAssembly module: kept as an import, or read from a global of that name. */
export type WasmImport = 'import' | 'global';

/** Bundles a worker as a deployment would, under the conditions of one platform. */
export async function bundleWorker(
  entry: string,
  conditions: readonly string[],
  wasmImport: WasmImport,
  format: 'esm' | 'iife',
  plugins: readonly Plugin[] = [],
): Promise<BundledWorker> {
  const wasm = new Map<string, string>();
  const modules: Plugin = {
    name: 'webassembly-modules',
    setup(bundler) {
      bundler.onResolve({ filter: /\.wasm(\?module)?$/ }, (found) => {
        const file = path.resolve(found.resolveDir, found.path.replace('?module', ''));
        const name = path.basename(file);
        wasm.set(name, file);
        return wasmImport === 'import' ? { path: `./${name}`, external: true } : { path: name, namespace: 'global' };
      });
      bundler.onLoad({ filter: /.*/, namespace: 'global' }, (found) => ({
        contents: `export default globalThis[${JSON.stringify(found.path)}]`,
      }));
    },
  };
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    platform: 'neutral',
    target: 'es2022',
    format,
    globalName: 'bundled',
    conditions: [...conditions],
    external: ['node:*'],
    plugins: [modules, ...plugins],
  });
  const [output] = result.outputFiles;
  if (output === undefined) throw new Error('esbuild wrote nothing');
  return { text: output.text, wasm };
}
