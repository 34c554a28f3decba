import { type FlagAnswer, toFlagMetadata } from '@goff-web/internal';
import { ErrorMessageMap, type EvaluationResponse, isEvaluationFailureResponse } from '@openfeature/ofrep-core';

/**
 * What an entry of the relay proxy's bulk answer says. `stored` entries, which the relay proxy has not confirmed yet, say so by the
 * reason `CACHED`. A bulk answer leaves out the variation of a disabled flag; it is the SDK's default.
 */
export function toFlagAnswer(entry: EvaluationResponse, stored: boolean): FlagAnswer {
  const flagMetadata = toFlagMetadata(entry.metadata);
  if (isEvaluationFailureResponse(entry)) {
    const { errorCode, errorDetails = ErrorMessageMap[errorCode] } = entry;
    return {
      value: undefined,
      variant: undefined,
      reason: 'ERROR',
      errorCode,
      errorMessage: errorDetails,
      flagMetadata,
    };
  }
  const { reason = 'DEFAULT', value, variant } = entry;
  const hasValue = value !== undefined && value !== null;
  return {
    value,
    variant: variant === '' || variant === undefined ? (hasValue ? undefined : 'SdkDefault') : variant,
    reason: stored && hasValue ? 'CACHED' : reason,
    errorCode: undefined,
    errorMessage: undefined,
    flagMetadata,
  };
}
