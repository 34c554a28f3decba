// The long proofs of the engine, in full or at a stated reduced count, and the record of them.
//   node packages/engine/fuzz/proof.ts                    writes docs/proof/engine.json and engine.md
//   node packages/engine/fuzz/proof.ts --cases 40000 --hostile 100000 --mutants 0 --record 0
// A run that is to be recorded can be broken off: started again with the same sources, it goes on with the part at which it stopped.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { cpus } from 'node:os';
import path from 'node:path';
import { cacheFolder } from '../../../.ci/cache-folder.mjs';
import { Parts } from '../../../.ci/proofs/parts.ts';
import { formatReport } from '../conformance/format-report.ts';
import { loadVectors } from '../conformance/load-vectors.ts';
import { conforms, runConformance } from '../conformance/run-conformance.ts';
import { freshSeed, numberOptions } from './command-line.ts';
import { type CaseGroup, WEIGHTS } from './differential/batch.ts';
import { type ClockTally, runClockCases } from './differential/clock.ts';
import { type Difference, runDifferential } from './differential/differential.ts';
import { type GroupTally, totalCases } from './differential/tally.ts';
import { ENGINE_WASM, engineUnderTest } from './engine-under-test.ts';
import { Random } from './generate/random.ts';
import { runHostile } from './hostile/run-hostile.ts';
import { runMutants } from './mutants/run-mutants.ts';
import { buildOracle } from './oracle/build-oracle.ts';
import { Oracle } from './oracle/oracle.ts';
import { type EngineProof, proofPage } from './proof/proof-page.ts';
import { sumClocks, sumHostile, sumTallies } from './proof/sums.ts';

/** Cases that are one part. */
const PART_CASES = 100_000;
/** Of hostile inputs a part has more: it takes millions to see memory grow. */
const PART_HOSTILE = 2_500_000;
const CLOCK_SHARE = 20;
const MOST_DIFFERENCES = 10;
const ROOT = path.resolve(import.meta.dirname, '../../..');
const SOURCES = ['assembly', 'src', 'fuzz', 'conformance'].map((folder) => `packages/engine/${folder}`);

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
const timed = async <T>(work: () => Promise<T> | T): Promise<T & { readonly seconds: number }> => {
  const from = performance.now();
  const result = await work();
  return { ...result, seconds: Math.round((performance.now() - from) / 1000) };
};
/** So many as there are, in parts. */
const sizesOf = (count: number, most: number): readonly number[] =>
  Array.from({ length: Math.ceil(count / most) }, (_, at) => Math.min(most, count - at * most));

const isTreeClean = git('status', '--porcelain', '--', ...SOURCES).length === 0;
const sources = git('rev-parse', ...SOURCES.map((folder) => `HEAD:${folder}`));
const { wasm, module, faces } = await engineUnderTest();
const engineSha256 = createHash('sha256')
  .update(await readFile(ENGINE_WASM))
  .digest('hex');
// Each mutant is a part of its own: a run that goes on may hunt more of them, or fewer.
const run = createHash('sha256').update(`${sources} ${engineSha256} ${given.cases} ${given.hostile}`);
const isKept = given.record === 1 && isTreeClean;
const parts = await Parts.open(
  isKept ? cacheFolder('proof', `engine-${run.digest('hex').slice(0, 16)}.json`) : undefined,
);
const seed = await parts.part('seed', () => given.seed);
// Of what is measured now, whatever is committed meanwhile.
const commit = await parts.part('commit', () => git('rev-parse', 'HEAD'));
say(`engine proof, seed ${seed}${parts.count > 2 ? `, going on after ${parts.count} parts` : ''}`);
const program = await buildOracle(say);

const vectors = await loadVectors();
const reports = faces.map((face) => runConformance(face, vectors));
for (const report of reports) say(formatReport(report));

interface DifferentialPart {
  readonly groups: Readonly<Record<string, GroupTally>>;
  readonly clock: ClockTally;
  readonly differences: readonly Difference[];
}

async function compare(cases: number, partSeed: number): Promise<DifferentialPart> {
  const differences: Difference[] = [];
  const found = (difference: Difference): boolean => {
    say(`DIFFERENCE ${JSON.stringify(difference)}`);
    return differences.push(difference) >= MOST_DIFFERENCES;
  };
  const oracle = new Oracle(program);
  const random = new Random(partSeed);
  const groups = Object.keys(WEIGHTS) as CaseGroup[];
  const seconds = Number.POSITIVE_INFINITY;
  const tally = await runDifferential({ oracle, faces, random, groups, cases, seconds, found });
  const clock = await runClockCases(oracle, module, random, Math.ceil(cases / CLOCK_SHARE), found);
  oracle.close();
  say(`${totalCases(tally)} differential cases, ${clock.cases} by the host's clock, ${differences.length} differences`);
  return { groups: Object.fromEntries(tally), clock, differences };
}

// First: one that lives means a better generator, and all the rest anew.
const mutants =
  given.mutants === 0
    ? { results: [], replaced: [] }
    : await runMutants(program, seed, given.mutants, given.mutantSeconds, say, (name, work) => parts.part(name, work));
const survivors = mutants.results.filter(({ caught }) => caught === undefined).length;

const compared: (DifferentialPart & { readonly seconds: number })[] = [];
for (const [at, size] of sizesOf(given.cases, PART_CASES).entries()) {
  compared.push(await parts.part(`differential ${at}`, () => timed(() => compare(size, seed + at))));
}
const differences = compared.flatMap((part) => part.differences);

const attacked: (ReturnType<typeof runHostile> & { readonly seconds: number })[] = [];
for (const [at, size] of sizesOf(given.hostile, PART_HOSTILE).entries()) {
  const attack = (): ReturnType<typeof runHostile> => runHostile(wasm, module, seed + at, size, say);
  attacked.push(await parts.part(`hostile ${at}`, () => timed(attack)));
}
const hostile = sumHostile(attacked);
for (const fault of hostile.faults) say(`FAULT ${fault}`);

const secondsOf = (all: readonly { readonly seconds: number }[]): number =>
  all.reduce((total, { seconds }) => total + seconds, 0);
const groups = sumTallies(compared.map((part) => part.groups));
const proof: EngineProof = {
  date: new Date().toISOString(),
  commit,
  isTreeClean,
  engineSha256,
  seed,
  machine: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}`,
  vectors: reports.map(({ face, groups: all }) => ({
    face,
    passed: all.reduce((sum, group) => sum + group.passed, 0),
    total: all.reduce((sum, group) => sum + group.total, 0),
  })),
  differential: {
    cases: totalCases(new Map(Object.entries(groups))),
    seconds: secondsOf(compared),
    differences: differences.length,
    earlyChanges: differences.filter(({ group }) => group === 'clock').length,
    groups,
    clock: sumClocks(compared.map((part) => part.clock)),
  },
  hostile: { ...hostile, seconds: secondsOf(attacked) },
  mutants,
};
const passed = reports.every(conforms) && differences.length === 0 && hostile.faults.length === 0 && survivors === 0;
if (given.record === 1) {
  const folder = path.join(ROOT, 'docs/proof');
  await mkdir(folder, { recursive: true });
  await writeFile(path.join(folder, 'engine.json'), `${JSON.stringify(proof, null, 2)}\n`);
  await writeFile(path.join(folder, 'engine.md'), proofPage(proof));
  await parts.close();
  say('recorded in docs/proof/engine.md');
}
say(passed ? 'the engine holds' : 'THE ENGINE DOES NOT HOLD');
process.exitCode = passed ? 0 : 1;
