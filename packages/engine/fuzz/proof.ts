// The long proofs of the engine, in full or at a stated reduced count, and the record of them.
//   node packages/engine/fuzz/proof.ts                    writes docs/proof/engine.json and engine.md
//   node packages/engine/fuzz/proof.ts --cases 40000 --hostile 100000 --mutants 0 --record 0
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { formatReport } from '../conformance/format-report.ts';
import { loadVectors } from '../conformance/load-vectors.ts';
import { conforms, runConformance } from '../conformance/run-conformance.ts';
import { freshSeed, numberOptions } from './command-line.ts';
import { type CaseGroup, WEIGHTS } from './differential/batch.ts';
import { runClockCases } from './differential/clock.ts';
import { type Difference, runDifferential } from './differential/differential.ts';
import { totalCases } from './differential/tally.ts';
import { ENGINE_WASM, engineUnderTest } from './engine-under-test.ts';
import { Random } from './generate/random.ts';
import { runHostile } from './hostile/run-hostile.ts';
import { runMutants } from './mutants/run-mutants.ts';
import { buildOracle } from './oracle/build-oracle.ts';
import { Oracle } from './oracle/oracle.ts';
import { type EngineProof, proofPage } from './proof-page.ts';

const CLOCK_SHARE = 20;
const ROOT = path.resolve(import.meta.dirname, '../../..');

const given = numberOptions({
  seed: freshSeed(),
  cases: 2_000_000,
  hostile: 10_000_000,
  mutants: 30,
  mutantSeconds: 300,
  record: 1,
});
const started = performance.now();
const say = (line: string): void =>
  console.log(`[${String(Math.round((performance.now() - started) / 1000)).padStart(5)} s] ${line}`);
const git = (...command: string[]): string => execFileSync('git', command, { cwd: ROOT, encoding: 'utf8' }).trim();
const timed = async <T>(work: () => Promise<T> | T): Promise<[T, number]> => {
  const from = performance.now();
  const result = await work();
  return [result, Math.round((performance.now() - from) / 1000)];
};

say(`engine proof, seed ${given.seed}`);
// Of what is measured now, whatever is committed meanwhile.
const commit = git('rev-parse', 'HEAD');
const isTreeClean = git('status', '--porcelain', '--', 'packages/engine').length === 0;
const { wasm, module, faces } = await engineUnderTest();
const engineSha256 = createHash('sha256')
  .update(await readFile(ENGINE_WASM))
  .digest('hex');
const program = await buildOracle(say);

const vectors = await loadVectors();
const reports = faces.map((face) => runConformance(face, vectors));
for (const report of reports) say(formatReport(report));

const differences: Difference[] = [];
const found = (difference: Difference): boolean => {
  say(`DIFFERENCE ${JSON.stringify(difference)}`);
  return differences.push(difference) >= 10;
};
const oracle = new Oracle(program);
const random = new Random(given.seed);
const groups = Object.keys(WEIGHTS) as CaseGroup[];
const [[tally, clock], differentialSeconds] = await timed(async () => {
  const cases = await runDifferential({
    oracle,
    faces,
    random,
    groups,
    cases: given.cases,
    seconds: Number.POSITIVE_INFINITY,
    found,
    progress: (sofar) => say(`${totalCases(sofar)} of ${given.cases} differential cases`),
  });
  return [cases, await runClockCases(oracle, module, random, Math.ceil(given.cases / CLOCK_SHARE), found)] as const;
});
oracle.close();
say(`${totalCases(tally)} cases, ${clock.cases} by the host's clock, ${differences.length} differences`);

const [hostile, hostileSeconds] = await timed(() => runHostile(wasm, module, given.seed, given.hostile, say));
for (const fault of hostile.faults) say(`FAULT ${fault}`);

const mutants =
  given.mutants === 0
    ? { results: [], replaced: [] }
    : await runMutants(program, given.seed, given.mutants, given.mutantSeconds, say);
const survivors = mutants.results.filter(({ caught }) => caught === undefined).length;

const proof: EngineProof = {
  date: new Date().toISOString(),
  commit,
  isTreeClean,
  engineSha256,
  seed: given.seed,
  machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
  vectors: reports.map(({ face, groups: all }) => ({
    face,
    passed: all.reduce((sum, group) => sum + group.passed, 0),
    total: all.reduce((sum, group) => sum + group.total, 0),
  })),
  differential: {
    cases: totalCases(tally),
    seconds: differentialSeconds,
    differences: differences.length,
    earlyChanges: differences.filter(({ group }) => group === 'clock').length,
    groups: Object.fromEntries(tally),
    clock,
  },
  hostile: { ...hostile, seconds: hostileSeconds },
  mutants,
};
const passed = reports.every(conforms) && differences.length === 0 && hostile.faults.length === 0 && survivors === 0;
if (given.record === 1) {
  const folder = path.join(ROOT, 'docs/proof');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'engine.json'), `${JSON.stringify(proof, null, 2)}\n`);
  await writeFile(path.join(folder, 'engine.md'), proofPage(proof));
  say('recorded in docs/proof/engine.md');
}
say(passed ? 'the engine holds' : 'THE ENGINE DOES NOT HOLD');
process.exitCode = passed ? 0 : 1;
