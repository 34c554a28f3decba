// Hostile inputs through both faces of the engine: every one has to end in an answer, and memory has to stay flat.
//   pnpm run hostile -- --count 1000000 --seed 7
import { freshSeed, numberOptions, textOption } from './command-line.ts';
import { engineUnderTest } from './engine-under-test.ts';
import { runHostile } from './hostile/run-hostile.ts';

const { count, seed } = numberOptions({ count: 200_000, seed: freshSeed() });
console.log(`hostile: seed ${seed}, ${count} inputs`);
const { wasm, module } = await engineUnderTest(textOption('engine'));
const started = performance.now();
const report = runHostile(wasm, module, seed, count, (line) => console.log(`  ${line}`));
const seconds = (performance.now() - started) / 1000;
console.log(`  answers: ${JSON.stringify(report.answers)}, instances replaced: ${report.replacedInstances}`);
for (const fault of report.faults) console.log(`FAULT ${fault}`);
console.log(`${count} inputs, ${report.giants} giant ones, ${seconds.toFixed(0)} s, ${report.faults.length} faults`);
process.exitCode = report.faults.length === 0 ? 0 : 1;
