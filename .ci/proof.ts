// `pnpm proof [name...]`: the long proofs in full. Each leaves a record under docs/proof/, to be committed.
import { execFileSync } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { PROOFS } from './proofs/proof.ts';
import { writeProofRecord } from './proofs/proof-record.ts';
import { PROJECT, runCommand } from './steps/run-command.ts';

const FIGURES = 20;
const SEEDS = 2 ** 32;

function git(...given: readonly string[]): string {
  return execFileSync('git', given, { cwd: PROJECT, encoding: 'utf8' }).trim();
}

const asked = process.argv.slice(2).filter((argument) => argument !== '--');
const unknown = asked.find((name) => !PROOFS.some((proof) => proof.name === name));
if (unknown !== undefined) {
  throw new Error(
    `no proof is named ${JSON.stringify(unknown)}; there are: ${PROOFS.map(({ name }) => name).join(', ')}`,
  );
}

for (const proof of PROOFS.filter(({ name }) => asked.length === 0 || asked.includes(name))) {
  const seed = randomInt(SEEDS);
  const command = ['node', proof.script, ...proof.full, '--seed', String(seed)] as const;
  const commit = git('rev-parse', 'HEAD') + (git('status', '--porcelain') === '' ? '' : '+');
  console.log(`${proof.name}: ${proof.claim}`);
  const startedAt = performance.now();
  let said = '';
  const { isPassed, output } = await runCommand([...command], (line) => {
    if (line !== said) console.log(`  ${line}`);
    said = line;
  });
  const file = await writeProofRecord(proof.name, {
    claim: proof.claim,
    command: command.join(' '),
    seed,
    commit,
    finishedAt: new Date().toISOString(),
    durationSeconds: Math.round((performance.now() - startedAt) / 1000),
    isPassed,
    figures: output.trimEnd().split('\n').slice(1).slice(-FIGURES),
  });
  console.log(`${proof.name}: ${isPassed ? 'passed' : 'FAILED'}; record in ${file}`);
  if (!isPassed) process.exitCode = 1;
}
