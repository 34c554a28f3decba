import { randomInt } from 'node:crypto';
import type { Proof } from '../proofs/proof.ts';
import { proofRecordAge } from '../proofs/proof-record-age.ts';
import { runCommand } from './run-command.ts';
import { asOne, type Step } from './step.ts';

const SEEDS = 2 ** 32;

/** Runs a proof at its reduced count with a fresh seed, and says how old the record of its full run is. */
export function proofStep(proof: Proof): Step {
  return {
    name: `proof-${proof.name}`,
    async run(progress) {
      const seed = randomInt(SEEDS);
      const command = ['node', proof.script, ...proof.reduced, '--record', '0', '--seed', String(seed)] as const;
      const { isPassed, output } = await runCommand([...command], progress);
      const age = await proofRecordAge(proof.name, Date.now());
      return asOne(isPassed, output, `reduced to ${proof.reduced.join(' ')}, seed ${seed}; ${age}`);
    },
  };
}
