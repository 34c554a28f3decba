import type { JsonValue } from '../../src/evaluator.ts';
import { calendarDate, oddDate } from './calendar.ts';
import type { JsonObject } from './context.ts';
import { comparison, nikunjyQuery } from './nikunjy-query.ts';
import type { Random } from './random.ts';
import { dateAt } from './vocabulary.ts';

const exact = (random: Random, names: readonly string[]): JsonObject => {
  let left = 100;
  const shares: JsonObject = {};
  for (const [at, name] of names.entries()) {
    const share = at === names.length - 1 ? left : random.int(0, left);
    shares[name] = share;
    left -= share;
  }
  return shares;
};

/** Shares by variation: a sum of 100, less, more, fractions, nothing, variations that do not exist. */
export function percentages(random: Random, variations: readonly string[]): JsonValue {
  const kept = variations.filter(() => random.chance(0.85));
  const names = kept.length === 0 ? variations.slice(0, 1) : kept;
  const each = (share: (at: number) => number): JsonValue =>
    Object.fromEntries(names.map((name, at) => [name, share(at)]));
  const kind = random.unit();
  if (kind < 0.35) return exact(random, names);
  if (kind < 0.6) return each(() => random.int(0, 40));
  if (kind < 0.85) return each(() => random.pick([0.5, 12.25, 33.125, 0.125, 50, 0, 0.001, 0.0005, 33.333]));
  return random.oneOf<JsonValue>(
    () => each((at) => (at === 0 ? 100 : 0)),
    () => each(() => 0),
    () => ({}),
    () => each(() => 100),
    () => ({ ghost: 50, [names[0] ?? 'ghost']: 50 }),
    () => each(() => random.pick([1000, 10_000, 99.999, 1e-9])),
    // So few buckets that every edge is met.
    () => each(() => random.int(0, 5) / 1000),
  );
}

/** A progressive rollout, now and then with a part missing or a date that is none. */
export function progressive(random: Random, variations: readonly string[]): JsonValue {
  const initial: JsonObject = {
    variation: random.pick(variations),
    percentage: random.pick([0, 0, 10, 20.5]),
    date: dateAt(random, random.int(-200, 50)),
  };
  const end: JsonObject = {
    variation: random.pick(variations),
    percentage: random.pick([100, 100, 80, 50.5, 0, 150, 100.0001]),
    date: dateAt(random, random.int(-40, 300)),
  };
  if (random.chance(0.1)) delete random.pick([initial, end])[random.pick(['variation', 'percentage', 'date'])];
  if (random.chance(0.05)) random.pick([initial, end])['date'] = oddDate(random);
  if (random.chance(0.03)) return random.chance(0.5) ? { initial } : { end };
  return { initial, end };
}

/** Ways in which a rule can choose a variation. */
export type OutcomeKind = 'variation' | 'percentage' | 'progressive';

/** What a rule answers. */
export function outcome(
  random: Random,
  variations: readonly string[],
  kinds: readonly OutcomeKind[] = ['variation', 'percentage', 'progressive'],
): JsonObject {
  switch (random.pick(kinds)) {
    case 'variation':
      return {
        variation: random.chance(0.97) ? random.pick(variations) : random.pick(['ghost', 'valueOf', '__proto__', '']),
      };
    case 'percentage':
      return {
        percentage: percentages(random, variations),
        ...(random.chance(0.1) ? { variation: random.pick(variations) } : {}),
      };
    default:
      return { progressiveRollout: progressive(random, variations) };
  }
}

function scheduledRule(random: Random, variations: readonly string[]): JsonObject {
  return {
    ...(random.chance(0.8) ? { name: random.pick(['r1', 'r2', 'new']) } : {}),
    ...(random.chance(0.7) ? { query: nikunjyQuery(random, 1) } : {}),
    ...(random.chance(0.8) ? outcome(random, variations) : {}),
    ...(random.chance(0.1) ? { disable: random.chance(0.5) } : {}),
  };
}

/** One step of a schedule: any fields of a flag, and the date from which they hold. */
export function scheduledStep(random: Random, variations: readonly string[]): JsonObject {
  const step: JsonObject = random.chance(0.98)
    ? { date: random.chance(0.05) ? calendarDate(random) : dateAt(random, random.int(-100, 100)) }
    : {};
  if (random.chance(0.4)) step['targeting'] = random.some(random.int(1, 2), () => scheduledRule(random, variations));
  if (random.chance(0.4)) {
    const rule = outcome(random, variations);
    if (random.chance(0.25)) rule['percentage'] = { [variations[0] ?? 'a']: -1, [variations[1] ?? 'b']: 60 };
    if (random.chance(0.1)) rule['name'] = 'renamed';
    step['defaultRule'] = rule;
  }
  if (random.chance(0.2)) {
    step['variations'] = { [random.pick(variations)]: random.pick<JsonValue>([true, 'new', 7, null]), added: 'added' };
  }
  if (random.chance(0.1)) step['disable'] = random.chance(0.6);
  if (random.chance(0.1)) step['version'] = 'scheduled';
  if (random.chance(0.15)) step['experimentation'] = experimentation(random);
  if (random.chance(0.05)) step['metadata'] = { step: 1 };
  if (random.chance(0.1)) step['trackEvents'] = random.chance(0.3);
  if (random.chance(0.05)) step['bucketingKey'] = 'email';
  if (random.chance(0.03)) step['scheduledRollout'] = [{ date: dateAt(random, -100), disable: true }];
  return step;
}

/** Start and end of an experiment, either of which may be missing. */
export function experimentation(random: Random): JsonObject {
  return {
    ...(random.chance(0.9)
      ? { start: random.chance(0.1) ? calendarDate(random) : dateAt(random, random.int(-80, 40)) }
      : {}),
    ...(random.chance(0.9)
      ? { end: random.chance(0.1) ? calendarDate(random) : dateAt(random, random.int(-40, 80)) }
      : {}),
  };
}

/** A targeting rule with a simple query. */
export function targetingRule(
  random: Random,
  variations: readonly string[],
  kinds?: readonly OutcomeKind[],
): JsonObject {
  return { query: comparison(random), ...outcome(random, variations, kinds) };
}
