import type { EvaluationInput } from '../../conformance/vector.ts';
import type { JsonValue } from '../../src/evaluator.ts';

const LONE_SURROGATE = /(?<!\\)((?:\\\\)*)\\ud[89a-f][0-9a-f]{2}/g;
const MINUS_ZERO = 'minus zero';

/** Members by which an answer can come from elsewhere than the flag's own `variations` and `metadata`. */
const ELSEWHERE = /^(?:scheduledrollout|variations|metadata)$/iu;

/**
 * A case as the line of JSON that the oracle and the ABI read. `JSON.stringify` writes 0 for minus zero, which Go tells apart: the flag's are written
 * as they are, provided that the host takes them from the flag itself. What else it hands over crosses by `JSON.stringify`, as a context crosses
 * to a relay proxy.
 */
export function lineOf(input: EvaluationInput): string {
  const line = JSON.stringify(input);
  if (!hasMinusZero(input.flag) || !isPlain(input.flag)) return line;
  return JSON.stringify({ ...input, flag: MINUS_ZERO }).replace(`"${MINUS_ZERO}"`, () => jsonOf(input.flag));
}

/** JSON with every minus zero in it. */
export function jsonOf(value: unknown): string {
  const marked = JSON.stringify(value, (_, member: unknown) => (Object.is(member, -0) ? MINUS_ZERO : member));
  return marked.replaceAll(`"${MINUS_ZERO}"`, '-0');
}

/** A case that says the same as an object and as a line, as the relay proxy could have sent it. */
export function settle(input: EvaluationInput): { readonly input: EvaluationInput; readonly line: string } {
  const line = lineOf(input);
  if (!line.includes('\\ud') && !hasMinusZero(input)) return { input, line };
  // Half a surrogate pair cannot come out of a relay proxy: Go writes U+FFFD in its place.
  const settled = line.replace(LONE_SURROGATE, '$1\\ufffd');
  return { input: JSON.parse(settled) as EvaluationInput, line: settled };
}

function isPlain(flag: JsonValue): boolean {
  return Object.keys(flag ?? {}).every((name) => !ELSEWHERE.test(name) || name === 'variations' || name === 'metadata');
}

function hasMinusZero(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return Object.is(value, -0);
  return Object.values(value).some(hasMinusZero);
}
