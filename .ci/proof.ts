// `pnpm proof [name...]`: the long proofs in full. Each writes its record under docs/proof/, to be committed.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { PROOFS } from './proofs/proof.ts';
import { PROJECT } from './steps/run-command.ts';

const asked = process.argv.slice(2).filter((argument) => argument !== '--');
const unknown = asked.find((name) => !PROOFS.some((proof) => proof.name === name));
if (unknown !== undefined) {
  const known = PROOFS.map(({ name }) => name).join(', ');
  throw new Error(`no proof is named ${JSON.stringify(unknown)}; there are: ${known}`);
}

for (const { name, script } of PROOFS.filter((proof) => asked.length === 0 || asked.includes(proof.name))) {
  console.log(`${name}: node ${script}`);
  const child = spawn(process.execPath, [script], { cwd: PROJECT, stdio: 'inherit' });
  const [code] = await once(child, 'exit');
  console.log(`${name}: ${code === 0 ? 'passed' : 'FAILED'}`);
  if (code !== 0) process.exitCode = 1;
}
