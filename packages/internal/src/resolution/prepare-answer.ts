import type { JsonValue, ResolutionDetails } from '@openfeature/core';
import { equalJson } from '../json/equal-json.ts';
import { frozenCopy } from '../json/frozen-copy.ts';
import type { FlagAnswer } from './flag-answer.ts';
import { type FlagType, toResolutionDetails } from './to-resolution-details.ts';

/** An answer that is handed out again and again, until there is another one. */
export interface PreparedAnswer {
  readonly answer: FlagAnswer;
  /** The value's type; `undefined` where there is none to hand out. */
  readonly type: FlagType | undefined;
  /** What a resolver of that type returns. */
  readonly details: Readonly<ResolutionDetails<JsonValue>> | undefined;
}

/** The object that was last handed out for each flag. */
export type HandedOut = Map<string, unknown>;

/**
 * Prepares an answer. An object is frozen, and stays the very same one as long as it says the same, whatever becomes of the rest of the
 * answer: user interfaces compare by identity.
 */
export function prepareAnswer(flagKey: string, answer: FlagAnswer, handedOut: HandedOut): PreparedAnswer {
  const { errorCode, value } = answer;
  if (errorCode !== undefined || value === undefined || value === null) {
    return { answer, type: undefined, details: undefined };
  }
  const kept = keep(flagKey, value, handedOut);
  const type = typeof kept as FlagType;
  // Parsed from JSON, so it is JSON.
  const details = toResolutionDetails(flagKey, type, kept as JsonValue, { ...answer, value: kept });
  return details.errorCode === undefined
    ? { answer: { ...answer, value: kept }, type, details: Object.freeze(details) }
    : { answer, type: undefined, details: undefined };
}

/** What a resolver returns for a prepared answer; the details of a fitting one are shared by all who ask. */
export function resolvePrepared<T extends JsonValue>(
  flagKey: string,
  type: FlagType,
  defaultValue: T,
  prepared: PreparedAnswer,
): ResolutionDetails<T> {
  // Of the type that was asked for, which is the type of the default.
  if (prepared.type === type) return prepared.details as ResolutionDetails<T>;
  return toResolutionDetails(flagKey, type, defaultValue, prepared.answer);
}

function keep(flagKey: string, value: unknown, handedOut: HandedOut): unknown {
  if (typeof value !== 'object') return value;
  const before = handedOut.get(flagKey);
  if (equalJson(before, value)) return before;
  const copy = frozenCopy(value);
  handedOut.set(flagKey, copy);
  return copy;
}
