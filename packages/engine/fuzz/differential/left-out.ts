import type { EvaluationInput } from '../../conformance/vector.ts';
import type { JsonValue } from '../../src/evaluator.ts';

/** Beyond this, and below zero, the reference's conversion of a share to 32 bits depends on the processor. */
const HIGHEST_SHARE = 10_000;

const isObject = (value: JsonValue | undefined): value is { readonly [key: string]: JsonValue } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const outOfRange = (share: JsonValue): boolean => typeof share === 'number' && (share < 0 || share > HIGHEST_SHARE);

/**
 * Whether a question lies where the reference's answer is an accident of the processor: shares below 0 (but where a
 * scheduled step uses them to take a variation out of an existing rule) or beyond 10,000.
 */
export function isLeftOut(input: EvaluationInput): boolean {
  return isObject(input.flag) && hasOddShares(input.flag, namesOf(input.flag), false);
}

/** Names of the targeting rules that a scheduled step would change rather than add. */
function namesOf(flag: { readonly [key: string]: JsonValue }): ReadonlySet<JsonValue> {
  const rules = flag['targeting'];
  const named = Array.isArray(rules) ? rules.filter((rule: JsonValue) => isObject(rule)) : [];
  return new Set(named.map((rule) => rule['name']).filter((name) => typeof name === 'string'));
}

function hasOddShares(value: JsonValue, names: ReadonlySet<JsonValue>, removes: boolean): boolean {
  if (Array.isArray(value)) return value.some((item: JsonValue) => hasOddShares(item, names, removes));
  if (!isObject(value)) return false;
  return Object.entries(value).some(([key, member]) => {
    switch (key.toLowerCase()) {
      case 'percentage':
        if (!isObject(member)) return outOfRange(member);
        return Object.values(member).some((share) => outOfRange(share) && !(removes && Number(share) < 0));
      case 'scheduledrollout':
        return Array.isArray(member) && member.some((step: JsonValue) => hasOddShares(step, names, true));
      case 'targeting':
        return (
          Array.isArray(member) &&
          member.some((rule: JsonValue) =>
            hasOddShares(rule, names, removes && isObject(rule) && names.has(rule['name'] ?? null)),
          )
        );
      case 'variations':
      case 'metadata':
        return false;
      default:
        return hasOddShares(member, names, removes);
    }
  });
}
