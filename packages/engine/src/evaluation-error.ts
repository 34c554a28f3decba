import type { Evaluation } from './evaluator.ts';

/** The answer where the host itself has to say that there is none. */
export function evaluationError(errorCode: string, errorDetails: string): Evaluation {
  return Object.freeze({
    value: undefined,
    variation: 'SdkDefault',
    reason: 'ERROR',
    errorCode,
    errorDetails,
    ruleName: '',
    cacheable: false,
    trackEvents: true,
    version: '',
    metadata: undefined,
    validUntilMs: Number.POSITIVE_INFINITY,
  });
}
