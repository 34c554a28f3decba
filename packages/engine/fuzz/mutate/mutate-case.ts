import type { EvaluationInput } from '../../conformance/vector.ts';
import type { Random } from '../generate/random.ts';
import { mutateJson } from './mutate-json.ts';

/** A copy of an evaluation input with one to three changes in its flag or its context, at times with parts of another input. */
export function mutateCase(random: Random, input: EvaluationInput, other: EvaluationInput): EvaluationInput {
  const copy = structuredClone(input);
  const mixed = random.oneOf(
    () => copy,
    () => copy,
    () => ({ ...copy, evalContext: structuredClone(other.evalContext) }),
    () => ({ ...copy, flagContext: structuredClone(other.flagContext) }),
  );
  for (let changes = random.int(1, 3); changes > 0; changes--) {
    mutateJson(
      random,
      random.chance(0.7)
        ? mixed.flag
        : random.chance(0.8)
          ? mixed.evalContext
          : (mixed.flagContext.evaluationContextEnrichment ?? {}),
    );
  }
  return mixed;
}
