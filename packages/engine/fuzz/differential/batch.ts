import type { Face } from '../../conformance/face.ts';
import type { EvaluationInput, VectorGroup } from '../../conformance/vector.ts';
import { GENERATORS } from '../generate/case.ts';
import type { Random } from '../generate/random.ts';
import { mutateCase } from '../mutate/mutate-case.ts';
import type { Said } from './judge.ts';
import { isLeftOut } from './left-out.ts';
import { settle } from './line-of.ts';

/** The groups of generated cases, and how often each is drawn. `limits` costs the reference 30 times what others cost. */
export const WEIGHTS: Readonly<Record<Exclude<VectorGroup, 'found'>, number>> = {
  percentage: 10,
  nikunjy: 20,
  jsonlogic: 20,
  progressive: 8,
  scheduled: 12,
  experimentation: 5,
  bucketing: 7,
  edge: 8,
  limits: 0.15,
  malformed: 14,
};

/** Name of a group of generated cases. */
export type CaseGroup = keyof typeof WEIGHTS;

/** Cases of one group, as objects and as the lines that the oracle and the ABI read. */
export interface Batch {
  readonly group: CaseGroup;
  readonly inputs: readonly EvaluationInput[];
  readonly lines: readonly string[];
  readonly leftOut: number;
}

/** Draws a group by its weight. */
export function drawGroup(random: Random, groups: readonly CaseGroup[]): CaseGroup {
  let left = random.unit() * groups.reduce((sum, group) => sum + WEIGHTS[group], 0);
  for (const group of groups) {
    left -= WEIGHTS[group];
    if (left < 0) return group;
  }
  return groups[0] ?? 'nikunjy';
}

/** Makes a batch: half of it as the grammar gives it, half of it mutated. */
export function makeBatch(random: Random, group: CaseGroup, size: number): Batch {
  const inputs: EvaluationInput[] = [];
  const lines: string[] = [];
  let leftOut = 0;
  const generate = GENERATORS[group];
  let previous = generate(random);
  for (let count = 0; count < size; count++) {
    const fresh = generate(random);
    const made = random.chance(0.5) ? fresh : mutateCase(random, fresh, previous);
    previous = fresh;
    if (isLeftOut(made)) {
      leftOut += 1;
      continue;
    }
    const { input, line } = settle(made);
    inputs.push(input);
    lines.push(line);
  }
  return { group, inputs, lines, leftOut };
}

/** Answers one case, whatever happens. */
export function say(face: Face, input: EvaluationInput, line: string): Said {
  try {
    return face.answer(input, line);
  } catch (fault) {
    return `threw ${String(fault)}`;
  }
}
