import { ErrorCode, type FlagMetadata, type JsonValue, StandardResolutionReasons } from '@openfeature/core';
import {
  ErrorMessageMap,
  type EvaluationResponse,
  isEvaluationFailureResponse,
  toFlagMetadata,
} from '@openfeature/ofrep-core';

/** The types that OpenFeature's resolvers ask for. */
export type FlagType = 'boolean' | 'string' | 'number' | 'object';

/** An answer made ready to be handed out: everything but the caller's default is settled. */
export type PreparedAnswer =
  | { readonly kind: 'value'; readonly type: FlagType; readonly details: PreparedDetails }
  /** The caller's default applies: the flag is disabled, or its variation has no value. */
  | {
      readonly kind: 'default';
      readonly reason: string;
      readonly variant: string;
      readonly flagMetadata?: FlagMetadata;
    }
  | {
      readonly kind: 'failed';
      readonly errorCode: ErrorCode;
      readonly errorMessage: string;
      readonly flagMetadata?: FlagMetadata;
    };

/** OpenFeature's resolution details; the same object is handed out each time, so nothing may write to it. */
export interface PreparedDetails {
  readonly value: JsonValue;
  readonly reason: string;
  readonly variant?: string;
  readonly flagMetadata?: FlagMetadata;
}

const ERROR_CODES: ReadonlySet<string> = new Set(Object.values(ErrorCode));

/**
 * Prepares one answer of the relay proxy. `stored` answers, not yet confirmed by the relay proxy, say so by the reason `CACHED`.
 */
export function prepareAnswer(answer: EvaluationResponse, stored: boolean): PreparedAnswer {
  const metadata = toFlagMetadata(answer.metadata ?? {}) ?? {};
  const described = Object.keys(metadata).length === 0 ? {} : { flagMetadata: metadata };
  if (isEvaluationFailureResponse(answer)) {
    const errorCode = ERROR_CODES.has(answer.errorCode) ? answer.errorCode : ErrorCode.GENERAL;
    const errorMessage = answer.errorDetails ?? ErrorMessageMap[answer.errorCode] ?? answer.errorCode;
    return { kind: 'failed', errorCode, errorMessage, ...described };
  }
  const { value, variant = '' } = answer;
  const answered = answer.reason ?? StandardResolutionReasons.DEFAULT;
  if (value === undefined || value === null) {
    return { kind: 'default', reason: answered, variant: variant === '' ? 'SdkDefault' : variant, ...described };
  }
  const reason = stored ? StandardResolutionReasons.CACHED : answered;
  const named = variant === '' ? {} : { variant };
  return { kind: 'value', type: flagTypeOf(value), details: { value: freeze(value), reason, ...named, ...described } };
}

function flagTypeOf(value: boolean | string | number | object): FlagType {
  const type = typeof value;
  return type === 'boolean' || type === 'string' || type === 'number' ? type : 'object';
}

/** Values are shared between all who ask; an application that writes into one would alter the others' answer. */
function freeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) freeze(member);
  return Object.freeze(value);
}
