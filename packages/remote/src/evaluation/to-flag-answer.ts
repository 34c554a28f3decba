import { type FlagAnswer, toFlagMetadata } from '@goff-web/internal';
import type { EvaluationFailureResponse, EvaluationResponse } from '@openfeature/ofrep-core';

/**
 * What an entry of the relay proxy's bulk answer says; metadata of the whole set lies under its own. A bulk answer leaves out the variation
 * of a disabled flag; it is the SDK's default.
 */
export function toFlagAnswer(
  entry: EvaluationResponse,
  shared: { readonly [name: string]: unknown } | undefined,
): FlagAnswer {
  const flagMetadata = toFlagMetadata(shared, entry.metadata);
  if (isFailure(entry)) {
    const { errorCode, errorDetails = `The relay proxy says ${errorCode}.` } = entry;
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
    reason,
    errorCode: undefined,
    errorMessage: undefined,
    flagMetadata,
  };
}

/** The library's own guard would bring its whole client along. */
function isFailure(entry: EvaluationResponse): entry is EvaluationFailureResponse {
  return 'errorCode' in entry && typeof entry.errorCode === 'string';
}
