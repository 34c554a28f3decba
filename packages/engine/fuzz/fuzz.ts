// The differential tester: random flags, queries and contexts, answered by the engine and by the reference.
//   pnpm run fuzz -- --seconds 60 --seed 7
//   pnpm run fuzz -- --cases 100000
// Prints its seed. A difference is made as small as it goes, printed, and written down as a vector; the exit code is 1.
import { appendFile, mkdir } from 'node:fs/promises';
import path from 'node:path';
import { cacheFolder } from '../../../.ci/cache-folder.mjs';
import { freshSeed, numberOptions, textOption } from './command-line.ts';
import { type CaseGroup, WEIGHTS } from './differential/batch.ts';
import { runClockCases } from './differential/clock.ts';
import { type Difference, runDifferential } from './differential/differential.ts';
import { jsonOf, lineOf } from './differential/line-of.ts';
import { formatTally, totalCases } from './differential/tally.ts';
import { engineUnderTest } from './engine-under-test.ts';
import { Random } from './generate/random.ts';
import { buildOracle } from './oracle/build-oracle.ts';
import { Oracle } from './oracle/oracle.ts';

/** Of every this many cases, one goes to the host's own clock. */
const CLOCK_SHARE = 20;

const given = numberOptions({ seconds: 0, cases: 0, seed: freshSeed(), differences: 1 });
const isUnlimited = given.seconds === 0 && given.cases === 0;
const seconds = given.seconds === 0 && given.cases > 0 ? Number.POSITIVE_INFINITY : isUnlimited ? 60 : given.seconds;
const cases = given.cases === 0 ? Number.POSITIVE_INFINITY : given.cases;
const say = (line: string): void => console.log(line);

say(`fuzz: seed ${given.seed}, ${cases === Number.POSITIVE_INFINITY ? `${seconds} s` : `${cases} cases`}`);
const [{ faces, module }, oracle] = await Promise.all([
  engineUnderTest(textOption('engine')),
  buildOracle(say).then((program) => new Oracle(program)),
]);

const differences: Difference[] = [];
const found = (difference: Difference): boolean => {
  differences.push(difference);
  say(`\n${difference.face}, ${difference.group}: ${JSON.stringify(difference.difference)}`);
  say(`  ${lineOf(difference.input)}\n  reference: ${jsonOf(difference.expected)}`);
  return differences.length >= given.differences;
};

const started = performance.now();
const random = new Random(given.seed);
const tally = await runDifferential({
  oracle,
  faces,
  random,
  groups: (textOption('groups')?.split(',') ?? Object.keys(WEIGHTS)) as CaseGroup[],
  cases,
  seconds,
  found,
  progress: (sofar) => say(`  ${totalCases(sofar)} cases, ${Math.round((performance.now() - started) / 1000)} s`),
});
const clock = await runClockCases(oracle, module, random, Math.ceil(totalCases(tally) / CLOCK_SHARE), found);
oracle.close();

const elapsed = (performance.now() - started) / 1000;
const total = totalCases(tally) + clock.cases;
say(formatTally(tally));
say(
  `  ${'host clock'.padEnd(16)}${String(clock.cases).padStart(9)} cases, ${clock.timed} timed, ${clock.sharp} of those change when promised`,
);
say(
  `${total} cases, ${elapsed.toFixed(0)} s, ${(total / elapsed).toFixed(0)} a second, ${differences.length} differences`,
);

if (differences.length > 0) {
  const file = path.join(cacheFolder('found'), `${given.seed}.ndjson`);
  await mkdir(path.dirname(file), { recursive: true });
  for (const [at, { group, input, expected }] of differences.entries()) {
    const id = JSON.stringify(`${group}-${given.seed}-${at}`);
    await appendFile(file, `{"id":${id},"input":${lineOf(input)},"output":${jsonOf(expected)}}\n`);
  }
  say(`as vectors in ${file}: mend the engine, then add them to packages/engine/conformance/vectors/found.ndjson`);
  process.exitCode = 1;
}
