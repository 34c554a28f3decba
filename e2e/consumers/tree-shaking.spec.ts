import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, folderOf, test } from './consumer-test.ts';

const run = promisify(execFile);

type Bundle = (entry: string, output: string) => readonly [program: string, ...given: string[]];

/** rspack takes the words of webpack. */
function asWebpackIsTold(entry: string, output: string): readonly string[] {
  return ['build', '--mode', 'production', '--entry', `./${entry}`, '--output-path', output];
}

/** How each bundler makes one small file of an entry. esbuild keeps a package as soon as it keeps anything that imports it: OpenFeature is left out. */
const BUNDLERS: Readonly<Record<string, Bundle>> = {
  esbuild: (entry, output) => [
    'esbuild',
    entry,
    '--bundle',
    '--minify',
    '--splitting',
    '--format=esm',
    '--external:@openfeature/*',
    `--outdir=${output}`,
  ],
  rollup: (entry, output) => ['rollup', '--config', '--input', entry, '--dir', output],
  rspack: (entry, output) => ['rspack', ...asWebpackIsTold(entry, output)],
  webpack: (entry, output) => ['webpack', ...asWebpackIsTold(entry, output)],
};

/** Bundles some code and gives the script that a page would load first. */
async function bundled(bundler: string, name: string, code: string): Promise<string> {
  const folder = folderOf(bundler);
  const entry = `shaken/${name}.js`;
  const output = join(folder, 'dist-shaken', name);
  await mkdir(join(folder, 'shaken'), { recursive: true });
  await writeFile(join(folder, entry), code);
  const [program, ...given] = BUNDLERS[bundler]?.(entry, output) ?? [''];
  await run('pnpm', ['exec', program, ...given], { cwd: folder });
  const first = (await readdir(output)).find((file) => file === 'main.js' || file === `${name}.js`);
  return readFile(join(output, first ?? 'no script was made'), 'utf8');
}

for (const bundler of Object.keys(BUNDLERS)) {
  test(`${bundler}: an import without a name brings nothing`, async () => {
    const code = "import '@goff-web/core';\nimport '@goff-web/remote';\n";
    expect((await bundled(bundler, 'no-name', code)).trim()).toBe('');
  });

  test(`${bundler}: one small name brings no provider`, async () => {
    const code = "import { isGoffError } from '@goff-web/core';\n\nconsole.log(isGoffError(document.title));\n";
    // webpack's and Rspack's own runtime is most of it.
    expect((await bundled(bundler, 'one-name', code)).length).toBeLessThan(4_000);
  });

  test(`${bundler}: remote mode brings nothing of in-process mode, and the other way round`, async () => {
    const remote = await bundled(
      bundler,
      'remote-mode',
      "import { GoFeatureFlagRemoteProvider } from '@goff-web/remote';\n\nglobalThis.provider = new GoFeatureFlagRemoteProvider({ endpoint: location.origin });\n",
    );
    expect(remote.includes('ofrep/v1/evaluate')).toBe(true);
    expect(/\.wasm|WebAssembly/.test(remote)).toBe(false);
    const inProcess = await bundled(
      bundler,
      'in-process-mode',
      "import { GoFeatureFlagProvider } from '@goff-web/core';\n\nglobalThis.provider = new GoFeatureFlagProvider({ endpoint: location.origin });\n",
    );
    expect(inProcess.includes('WebAssembly')).toBe(true);
    expect(inProcess.includes('ofrep/v1')).toBe(false);
  });
}
