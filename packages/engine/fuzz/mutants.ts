// Shows that the tests can find: makes mutants of the engine, one change in each, and lets vectors and fuzzer find them.
//   node packages/engine/fuzz/mutants.ts --count 30 --seed 1 --seconds 300
import { numberOptions } from './command-line.ts';
import { runMutants } from './mutants/run-mutants.ts';
import { buildOracle } from './oracle/build-oracle.ts';

const { count, seed, seconds } = numberOptions({ count: 30, seed: 1, seconds: 300 });
console.log(`mutants: seed ${seed}, ${count} of them, ${seconds} s for each`);
const report = await runMutants(await buildOracle(console.log), seed, count, seconds, (line) => console.log(line));
for (const { place, before, after, reason } of report.replaced)
  console.log(`replaced ${place}: ${before}  →  ${after} (${reason})`);
const survivors = report.results.filter(({ caught }) => caught === undefined);
console.log(`${count - survivors.length} of ${count} caught, ${report.replaced.length} replaced`);
process.exitCode = survivors.length === 0 ? 0 : 1;
