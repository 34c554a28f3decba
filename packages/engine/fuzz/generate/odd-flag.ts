import type { JsonValue } from '../../src/evaluator.ts';
import { oddDate } from './calendar.ts';
import type { JsonObject } from './context.ts';
import type { Random } from './random.ts';
import { outcome } from './rollout.ts';
import { anyJson, dateAt } from './vocabulary.ts';

const FIELDS = [
  'variations',
  'targeting',
  'bucketingKey',
  'defaultRule',
  'experimentation',
  'scheduledRollout',
  'trackEvents',
  'disable',
  'version',
  'metadata',
];

/** Another spelling of a field's name that Go's JSON decoder takes for the same, or nearly takes. */
function respelled(random: Random, name: string): string {
  return random.oneOf(
    () => name.toUpperCase(),
    () => name.toLowerCase(),
    () => name.charAt(0).toUpperCase() + name.slice(1),
    // U+017F and U+212A fold to s and k.
    () => name.replace('s', 'ſ').replace('k', '\u212a'),
    () => `${name} `,
  );
}

/** A flag that is odd in one way: empty, with a field of the wrong type, without an outcome, with names in another case. */
export function oddFlag(random: Random, base: JsonObject, variations: JsonObject): JsonValue {
  const names = Object.keys(variations);
  const first = names[0] ?? 'a';
  const rule = (): JsonObject => outcome(random, names);
  const whole = (): JsonObject => ({ ...base, defaultRule: rule() });
  return random.oneOf<JsonValue>(
    () => ({ ...whole(), disable: random.chance(0.7) }),
    () => base,
    () => ({ ...base, defaultRule: {} }),
    () => ({ ...base, defaultRule: null }),
    () => ({}),
    () => random.pick<JsonValue>([null, [], 'flag', 1, true]),
    () => ({ variations: null, defaultRule: { variation: 'x' } }),
    () => ({ ...base, variations: { a: null, b: 1 }, defaultRule: { variation: random.pick(['a', 'b']) } }),
    () => ({ ...whole(), targeting: [{ name: 'no outcome', query: 'targetingKey pr' }] }),
    () => ({ ...whole(), targeting: [] }),
    () => ({ ...whole(), targeting: [null, { query: '', variation: first }] }),
    () => ({ ...whole(), targeting: [{ query: '', variation: first }] }),
    () => ({ ...whole(), targeting: [{ variation: first }] }),
    () => ({ ...whole(), targeting: [{ name: '', query: 'targetingKey pr', variation: first }] }),
    () => ({ ...whole(), unknownField: anyJson(random) }),
    () => ({
      ...whole(),
      metadata: { evaluatedRuleName: 'mine', a: anyJson(random) },
      targeting: [{ name: 'theirs', variation: first }],
    }),
    () => ({ ...whole(), metadata: {} }),
    () => ({ ...whole(), [random.pick(FIELDS)]: anyJson(random) }),
    () => ({ ...whole(), experimentation: { [random.pick(['start', 'end', 'Start'])]: oddDate(random) } }),
    () => ({ ...whole(), experimentation: { start: dateAt(random, -10), END: dateAt(random, 10) } }),
    () => ({ ...whole(), scheduledRollout: [{ date: oddDate(random), disable: true }] }),
    () => ({
      ...whole(),
      targeting: [
        {
          ...rule(),
          [random.pick(['name', 'query', 'variation', 'percentage', 'disable', 'progressiveRollout'])]: anyJson(random),
        },
      ],
    }),
    () => ({ ...base, defaultRule: { variation: 12 } }),
    () => ({ ...base, defaultRule: { percentage: { [first]: anyJson(random, 0) } } }),
    () => ({ ...base, [respelled(random, 'defaultRule')]: rule(), DISABLE: false }),
    () => ({ ...base, defaultRule: { [respelled(random, 'variation')]: first } }),
    () => ({ ...whole(), [respelled(random, random.pick(FIELDS))]: anyJson(random) }),
  );
}
