import { isJsonObject, type JsonObject, type JsonValue } from '../json/json-value.ts';

/** Tells whether a targeting rule's query can be parsed. */
export type QueryCheck = (query: string) => boolean;

/**
 * Says why the relay proxy would drop this flag while loading, or `undefined` where it keeps it.
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/v1.55.2/modules/core/flag/internal_flag.go `IsValid`
 */
export function validateFlag(flag: JsonObject, isQueryValid: QueryCheck): string | undefined {
  const variations = objectAt(flag, 'variations') ?? {};
  const rules = flag['targeting'];
  return (
    validateVariations(variations) ??
    validateRule(objectAt(flag, 'defaultRule'), variations, undefined) ??
    validateTargeting(Array.isArray(rules) ? rules.filter(isJsonObject) : [], variations, isQueryValid)
  );
}

function validateVariations(variations: JsonObject): string | undefined {
  const entries = Object.entries(variations);
  if (entries.length === 0) return 'no variation available';
  const empty = entries.find(([, value]) => value === null);
  if (empty !== undefined) return `nil value for variation: ${empty[0]}`;
  const kinds = new Set(entries.map(([, value]) => (Array.isArray(value) ? 'list' : typeof value)));
  return kinds.size > 1 ? 'all variations should have the same type' : undefined;
}

function validateTargeting(
  rules: readonly JsonObject[],
  variations: JsonObject,
  isQueryValid: QueryCheck,
): string | undefined {
  const names = new Set<JsonValue>();
  for (const rule of rules) {
    const fault = rule['disable'] === true ? undefined : validateRule(rule, variations, isQueryValid);
    if (fault !== undefined) return fault;
    const name = rule['name'] ?? '';
    if (name !== '' && names.has(name)) return `duplicated rule name: ${JSON.stringify(name)}`;
    names.add(name);
  }
  return undefined;
}

/** `isQueryValid` is absent for the default rule, whose query nobody reads. */
function validateRule(
  rule: JsonObject | undefined,
  variations: JsonObject,
  isQueryValid: QueryCheck | undefined,
): string | undefined {
  if (rule === undefined) return 'missing default rule';
  const percentage = objectAt(rule, 'percentage');
  const progressive = objectAt(rule, 'progressiveRollout');
  const variation = rule['variation'];
  if (percentage === undefined && progressive === undefined && variation === undefined) {
    return 'impossible to return value';
  }
  if (isQueryValid !== undefined) {
    const query = rule['query'];
    if (typeof query !== 'string') return 'each targeting should have a query';
    if (!isQueryValid(query)) return `invalid query: ${query}`;
  }
  if (percentage !== undefined) {
    const fault = validatePercentage(percentage, variations);
    if (fault !== undefined) return fault;
  }
  if (progressive !== undefined) return validateProgressive(progressive, variations);
  if (percentage === undefined && !exists(variations, variation)) {
    return `invalid variation: ${JSON.stringify(variation)} does not exist`;
  }
  return undefined;
}

function validatePercentage(percentage: JsonObject, variations: JsonObject): string | undefined {
  const entries = Object.entries(percentage);
  if (entries.length === 0) return 'invalid percentages: should not be empty';
  const unknown = entries.find(([name]) => !exists(variations, name));
  if (unknown !== undefined) return `invalid percentage: variation ${unknown[0]} does not exist`;
  const sum = entries.reduce((total, [, share]) => total + (typeof share === 'number' ? share : 0), 0);
  return sum === 0 ? 'invalid percentages: should not be equal to 0' : undefined;
}

function validateProgressive(rollout: JsonObject, variations: JsonObject): string | undefined {
  const initial = objectAt(rollout, 'initial') ?? {};
  const end = objectAt(rollout, 'end') ?? {};
  // An absent end percentage means 100 when the flag is evaluated, but counts as 0 here: the reference checks what is written.
  const from = Number(initial['percentage'] ?? 0);
  const to = Number(end['percentage'] ?? 0);
  if (to < from) {
    return `invalid progressive rollout, initial percentage should be lower than end percentage: ${from}/${to}`;
  }
  for (const [name, step] of [
    ['end', end],
    ['initial', initial],
  ] as const) {
    const variation = step['variation'] ?? '';
    if (!exists(variations, variation)) {
      return `invalid progressive rollout, ${name} variation ${JSON.stringify(variation)} does not exist`;
    }
  }
  return undefined;
}

function exists(variations: JsonObject, name: JsonValue | undefined): boolean {
  return typeof name === 'string' && Object.hasOwn(variations, name);
}

function objectAt(object: JsonObject, key: string): JsonObject | undefined {
  const member = object[key];
  return isJsonObject(member) ? member : undefined;
}
