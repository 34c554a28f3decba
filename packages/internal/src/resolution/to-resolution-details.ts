import { ErrorCode, type JsonValue, type ResolutionDetails } from '@openfeature/web-sdk';
import type { FlagAnswer } from './flag-answer.ts';

/** The types that a flag can be asked for. */
export type FlagType = 'boolean' | 'string' | 'number' | 'object';

/**
 * Turns an answer into what OpenFeature wants, strictly: a value of another type is a `TYPE_MISMATCH`, nothing is converted, and no value at
 * all gives the default with the answer's own reason and variant.
 */
export function toResolutionDetails<T extends JsonValue>(
  flagKey: string,
  type: FlagType,
  defaultValue: T,
  answer: FlagAnswer,
): ResolutionDetails<T> {
  const { value } = answer;
  if (answer.errorCode !== undefined) return failed(defaultValue, answer, answer.errorCode, answer.errorMessage);
  if (value !== undefined && value !== null && !isOfType(value, type)) {
    return failed(
      defaultValue,
      answer,
      'TYPE_MISMATCH',
      `Flag "${flagKey}" is ${typeName(value)}, not ${article(type)}.`,
    );
  }
  return {
    // Its type was checked against the resolver's above.
    value: value === undefined || value === null ? defaultValue : (value as T),
    reason: answer.reason,
    ...(answer.variant === undefined ? {} : { variant: answer.variant }),
    ...(answer.flagMetadata === undefined ? {} : { flagMetadata: answer.flagMetadata }),
  };
}

/** The default, for a flag about which nothing can be said. */
export function toFailedResolution<T extends JsonValue>(
  defaultValue: T,
  errorCode: 'PROVIDER_NOT_READY' | 'PROVIDER_FATAL' | 'FLAG_NOT_FOUND' | 'GENERAL',
  errorMessage: string,
): ResolutionDetails<T> {
  return { value: defaultValue, reason: 'ERROR', errorCode: toErrorCode(errorCode), errorMessage };
}

function failed<T extends JsonValue>(
  defaultValue: T,
  answer: FlagAnswer,
  errorCode: string,
  details: string | undefined,
): ResolutionDetails<T> {
  // Any other that a relay proxy may send becomes GENERAL.
  const isKnown = Object.hasOwn(ErrorCode, errorCode);
  const errorMessage = isKnown ? details : [errorCode, details].filter((part) => part !== undefined).join(': ');
  return {
    value: defaultValue,
    reason: 'ERROR',
    errorCode: toErrorCode(isKnown ? errorCode : 'GENERAL'),
    ...(errorMessage === undefined ? {} : { errorMessage }),
    ...(answer.flagMetadata === undefined ? {} : { flagMetadata: answer.flagMetadata }),
  };
}

/** The SDK's codes are an enum of strings with these very values. */
function toErrorCode(code: string): ErrorCode {
  return code as ErrorCode;
}

function isOfType(value: unknown, type: FlagType): boolean {
  if (type === 'number') return Number.isFinite(value);
  return typeof value === type;
}

function typeName(value: unknown): string {
  if (Array.isArray(value)) return 'an array';
  return article(typeof value);
}

function article(type: string): string {
  return type === 'object' ? 'an object' : `a ${type}`;
}
