import { ErrorCode, type ResolutionDetails, StandardResolutionReasons } from '@openfeature/core';
import type { FlagType, PreparedAnswer } from './prepare-answer.ts';

/** Turns a prepared answer into what the caller gets. No type is coerced into another; on any fault the caller's default is the value. */
export function resolveAnswer<T>(
  flagKey: string,
  answer: PreparedAnswer | undefined,
  wanted: FlagType,
  defaultValue: T,
): ResolutionDetails<T> {
  if (answer === undefined) {
    return failure(defaultValue, ErrorCode.FLAG_NOT_FOUND, `The relay proxy has no flag "${flagKey}".`);
  }
  switch (answer.kind) {
    case 'value':
      // Only the run-time type is known; it was compared to the one that T stands for.
      if (answer.type === wanted) return answer.details as ResolutionDetails<T>;
      return failure(
        defaultValue,
        ErrorCode.TYPE_MISMATCH,
        `Flag "${flagKey}" is of type ${answer.type}, asked for as ${wanted}.`,
        answer.details,
      );
    case 'default': {
      const { kind: _, ...details } = answer;
      return { value: defaultValue, ...details };
    }
    case 'failed':
      return failure(defaultValue, answer.errorCode, answer.errorMessage, answer);
  }
}

/** The default with an error, as OpenFeature wants it. */
export function failure<T>(
  value: T,
  errorCode: ErrorCode,
  errorMessage: string,
  described: Pick<ResolutionDetails<T>, 'flagMetadata'> = {},
): ResolutionDetails<T> {
  const details = { value, reason: StandardResolutionReasons.ERROR, errorCode, errorMessage };
  return described.flagMetadata === undefined ? details : { ...details, flagMetadata: described.flagMetadata };
}
