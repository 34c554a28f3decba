import type { Evaluation } from '@goff-web/engine';
import { type FlagAnswer, toFlagMetadata } from '@goff-web/internal';

/** Says an evaluation of the engine in the words that both modes share. */
export function toFlagAnswer(evaluation: Evaluation): FlagAnswer {
  return {
    value: evaluation.value,
    variant: orUndefined(evaluation.variation),
    reason: evaluation.reason,
    errorCode: orUndefined(evaluation.errorCode),
    errorMessage: orUndefined(evaluation.errorDetails),
    flagMetadata: toFlagMetadata(
      evaluation.metadata,
      evaluation.cacheable ? { gofeatureflag_cacheable: true } : undefined,
      evaluation.version === '' ? undefined : { version: evaluation.version },
    ),
  };
}

/** The engine says "none" by an empty text, OpenFeature by leaving out. */
function orUndefined(text: string): string | undefined {
  return text === '' ? undefined : text;
}
