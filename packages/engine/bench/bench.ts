// Measures our engine, the official binary and other vendors' evaluators in one run, and writes docs/benchmarks.md.
//   pnpm bench                 5 rounds, and after it the whole client in a browser, remote mode and the edge; draws docs/benchmarks.svg
//   node packages/engine/bench/bench.ts --rounds 1
import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompressSync, constants } from 'node:zlib';
import { build } from 'esbuild';
import { cacheFolder } from '../../../.ci/cache-folder.mjs';
import { installedVersion } from '../../../.ci/installed-version.ts';
import { officialBinary } from '../conformance/official/official-binary.ts';
import { numberOptions } from '../fuzz/command-line.ts';
import type { BenchRun, Measured } from './bench-run.ts';
import { benchmarkPage } from './benchmark-page.ts';
import { configCat, devCycle, featurevisor, flagd, flipt, goFeatureFlag, growthBook } from './formats.ts';
import type { MemoryFigures } from './measure-memory.ts';
import type { PartFigures } from './measure-parts.ts';
import type { PeerFigures } from './measure-peer.ts';
import { wasmParts } from './wasm-parts.ts';
import { workload } from './workload.ts';

const run = promisify(execFile);
const { rounds } = numberOptions({ rounds: 5 });
const folder = cacheFolder('bench');
const here = import.meta.dirname;
const engine = path.resolve(here, '../dist/engine.wasm');
const OFFICIAL = '0.2.4';
const official = path.join(folder, `official-${OFFICIAL}.wasi`);
await mkdir(folder, { recursive: true });
await writeFile(official, await officialBinary(OFFICIAL));

interface Entry {
  readonly name: string;
  readonly peer: string;
  readonly configuration: unknown;
  readonly wasm?: string;
}
const devCycleWasm = fileURLToPath(
  import.meta.resolve('@devcycle/bucketing-assembly-script/build/bucketing-lib.release.wasm'),
);
const goff = goFeatureFlag();
const version = (dependency: string): string => installedVersion(dependency, here);
const entries: readonly Entry[] = [
  { name: '@goff-web/engine', peer: 'goff-web', configuration: goff, wasm: engine },
  { name: '@goff-web/core by OpenFeature', peer: 'goff-web-client', configuration: goff, wasm: engine },
  {
    name: `OpenFeature ${version('@openfeature/web-sdk')} alone`,
    peer: 'openfeature',
    configuration: Object.fromEntries(workload()),
  },
  { name: 'engine.wasm by the GOFF ABI', peer: 'abi', configuration: goff, wasm: engine },
  { name: `official binary ${OFFICIAL}`, peer: 'abi', configuration: goff, wasm: official },
  { name: `ConfigCat ${version('@configcat/sdk')}`, peer: 'configcat', configuration: configCat() },
  { name: `flagd-core ${version('@openfeature/flagd-core')}`, peer: 'flagd', configuration: flagd() },
  { name: `GrowthBook ${version('@growthbook/growthbook')}`, peer: 'growthbook', configuration: growthBook() },
  { name: `Featurevisor ${version('@featurevisor/sdk')}`, peer: 'featurevisor', configuration: featurevisor() },
  { name: `Flipt ${version('@flipt-io/flipt-client-js')}`, peer: 'flipt', configuration: flipt() },
  {
    name: `DevCycle ${version('@devcycle/bucketing-assembly-script')}`,
    peer: 'devcycle',
    configuration: devCycle(),
    wasm: devCycleWasm,
  },
];

async function bundle(peer: string): Promise<string> {
  await build({
    entryPoints: [path.join(here, 'peers', `${peer}.ts`)],
    outdir: path.join(folder, 'bundles'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // What a peer imports later is a file of its own, as bundlers of applications make it.
    splitting: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    logLevel: 'error',
    // Some peers are CommonJS inside.
    banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
  });
  return path.join(folder, 'bundles', `${peer}.mjs`);
}

const measured: Measured[] = [];
for (const { name, peer, configuration, wasm = '' } of entries) {
  const file = path.join(folder, `${peer}.json`);
  await writeFile(file, JSON.stringify(configuration));
  measured.push({ name, bundle: await bundle(peer), configuration: file, wasm, figures: [], fault: undefined });
}
for (let round = 0; round < rounds; round++) {
  for (const entry of measured) {
    if (entry.fault !== undefined) continue;
    try {
      const script = path.join(here, 'measure-peer.ts');
      const { stdout } = await run(process.execPath, [
        '--expose-gc',
        script,
        entry.bundle,
        entry.configuration,
        entry.wasm,
      ]);
      entry.figures.push(JSON.parse(stdout) as PeerFigures);
      console.log(`round ${round + 1}: ${entry.name}: ${stdout.trim()}`);
    } catch (fault) {
      entry.fault = String(fault).slice(0, 2000);
      console.log(`${entry.name} could not be measured: ${entry.fault}`);
    }
  }
}
const parts: PartFigures[] = [];
while (parts.length < rounds) {
  const { stdout } = await run(process.execPath, [
    path.join(here, 'measure-parts.ts'),
    path.join(folder, 'goff-web.json'),
    engine,
    official,
  ]);
  parts.push(JSON.parse(stdout) as PartFigures);
}
const memory = await run(process.execPath, [
  '--expose-gc',
  path.join(here, 'measure-memory.ts'),
  path.join(folder, 'goff-web.json'),
  engine,
]);

const brotli = async (file: string): Promise<number> =>
  brotliCompressSync(await readFile(file), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24 },
  }).length;
process.chdir(path.resolve(here, '..'));
const result: BenchRun = {
  date: new Date().toISOString(),
  commit: (await run('git', ['rev-parse', '--short', 'HEAD'])).stdout.trim(),
  machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}, load average ${loadavg()
    .map((load) => load.toFixed(1))
    .join(' ')}`,
  rounds,
  measured,
  memory: JSON.parse(memory.stdout) as MemoryFigures,
  parts,
  brotliBytes: {
    'engine.wasm': await brotli(engine),
    'engine.js': await brotli(path.resolve(here, '../dist/engine.js')),
    [`official binary ${OFFICIAL} (.wasi)`]: await brotli(official),
  },
  wasmParts: await wasmParts(),
};
await writeFile(path.resolve(here, '../../../docs/benchmarks.md'), benchmarkPage(result));
console.log('written: docs/benchmarks.md');
await import('./plot.ts');
process.exitCode = measured.every(({ fault }) => fault === undefined) ? 0 : 1;
