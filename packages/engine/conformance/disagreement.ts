import type { JsonValue } from '../src/evaluator.ts';
import type { Answer } from './vector.ts';

/** The first field in which two answers differ. */
export interface Disagreement {
  readonly field: keyof Answer;
  readonly expected: JsonValue | undefined;
  readonly actual: JsonValue | undefined;
}

const COMPARED = [
  'errorCode',
  'reason',
  'variationType',
  'value',
  'failed',
  'cacheable',
  'trackEvents',
  'version',
  'metadata',
] as const;

/** JSON equality: numbers by value, minus zero being another one than zero, as it is for Go; members of objects in any order. */
export function sameJson(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    return (
      Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((item, at) => sameJson(item, b[at]))
    );
  }
  const left = a as { readonly [key: string]: JsonValue };
  const right = b as { readonly [key: string]: JsonValue };
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key]))
  );
}

/**
 * Compares an answer with the reference's. Every field counts but the text of `errorDetails`, which only has to be there
 * where there is an `errorCode`. `undefined`: they agree.
 */
export function disagreement(expected: Answer, actual: Answer): Disagreement | undefined {
  for (const field of COMPARED) {
    if (!sameJson(expected[field], actual[field])) {
      return { field, expected: expected[field], actual: actual[field] };
    }
  }
  if (actual.errorCode !== '' && (actual.errorDetails ?? '') === '') {
    return { field: 'errorDetails', expected: 'a text that says what is wrong', actual: actual.errorDetails };
  }
  return undefined;
}
