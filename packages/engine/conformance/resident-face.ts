import type { EngineModule, Evaluation, Evaluator, JsonValue } from '../src/evaluator.ts';
import type { Face } from './face.ts';
import type { Answer, EvaluationInput } from './vector.ts';

/**
 * What the ABI would have answered where the resident host answers `evaluation`. The host leaves the caller's default to
 * its caller, so it is put in here: failed and disabled flags answer `defaultSdkValue`, whereas a variation that is `null`
 * or does not exist is answered with `null` by the reference. Without a reason, the reference could not read the flag, or
 * has panicked: it answers `null` then and does not call that failed.
 */
export function answerOf(evaluation: Evaluation, defaultSdkValue: JsonValue): Answer {
  const { variation, reason, errorCode, errorDetails, metadata, version, cacheable, trackEvents } = evaluation;
  const failed = errorCode !== '' && reason !== '';
  const usesDefault = failed || reason === 'DISABLED';
  return {
    trackEvents,
    variationType: variation,
    failed,
    version,
    reason,
    errorCode,
    ...(errorDetails === '' ? {} : { errorDetails }),
    value: evaluation.value ?? (usesDefault ? defaultSdkValue : null),
    cacheable,
    ...(metadata === undefined ? {} : { metadata }),
  };
}

/** What the ABI's input has and the host takes apart: one configuration with one flag, and one evaluation context. */
export function residentFace(name: string, module: EngineModule): Face {
  const evaluator = module.createEvaluator();
  return { name, answer: (input) => answerAmong(evaluator, input, new Map()) };
}

/** So many flags before it, and the flag that is asked for is compiled in a group: 1, 2, then 4 at once. */
const NEIGHBOURS = 6;

/** The same, in one configuration with the flags that it was asked for before. */
export function residentFaceAmongFlags(name: string, module: EngineModule): Face {
  const evaluator = module.createEvaluator();
  const neighbours = new Map<string, JsonValue>();
  return {
    name,
    answer(input): Answer {
      neighbours.delete(input.flagKey);
      for (const oldest of [...neighbours.keys()].slice(0, -NEIGHBOURS)) neighbours.delete(oldest);
      const answer = answerAmong(evaluator, input, neighbours);
      neighbours.set(input.flagKey, input.flag);
      return answer;
    },
  };
}

function answerAmong(
  evaluator: Evaluator,
  { flagKey, flag, evalContext, flagContext }: EvaluationInput,
  neighbours: ReadonlyMap<string, JsonValue>,
): Answer {
  const enrichment = flagContext.evaluationContextEnrichment;
  evaluator.configure({
    flags: Object.fromEntries([...neighbours, [flagKey, flag]]),
    ...(enrichment === undefined ? {} : { evaluationContextEnrichment: enrichment }),
  });
  evaluator.setContext(evalContext);
  for (const neighbour of neighbours.keys()) evaluator.evaluate(neighbour);
  const evaluation = evaluator.evaluate(flagKey);
  if (evaluation === undefined) throw new Error(`the host does not know the flag "${flagKey}" that it was given`);
  const inconsistent = inconsistencyOf(evaluation);
  if (inconsistent !== undefined) throw new Error(inconsistent);
  return answerOf(evaluation, flagContext.defaultSdkValue ?? null);
}

/** What the host says beyond the ABI has to fit what the ABI says. */
function inconsistencyOf({ metadata, ruleName, value, reason, errorCode }: Evaluation): string | undefined {
  if (ruleName !== '' && metadata?.['evaluatedRuleName'] !== ruleName) {
    return `ruleName "${ruleName}" is not the metadata's evaluatedRuleName`;
  }
  if (value !== undefined && (reason === 'DISABLED' || errorCode !== '')) {
    return `a value comes with reason ${reason} and error code "${errorCode}"`;
  }
  return undefined;
}
