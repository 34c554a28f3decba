import type { JsonObject } from './context.ts';
import { halfway } from './halfway.ts';
import type { Random } from './random.ts';
import { decimal, FRACTIONS, INTEGERS } from './vocabulary.ts';

/**
 * A comparison of a numeric attribute with what it holds, or with its neighbour, in another spelling: it decides by the last digit, the sign or the
 * exponent.
 */
export function echoedNumber(random: Random, context: JsonObject): string {
  const name = random.pick(['age', 'rate', 'score']);
  if (random.chance(0.2)) return betweenFloats(random, context, name);
  const isWhole = random.chance(0.5);
  const value = isWhole ? whole(random) : fraction(random);
  context[name] = value;
  const literal = isWhole ? spellWhole(random, value) : spellFraction(random, value);
  if (random.chance(0.15)) return `${name} in [${literal}${random.pick(['', `,${literal}`])}]`;
  return `${name} ${random.pick(['eq', 'ne', 'gt', 'ge', 'lt', 'le', '==', '<='])} ${literal}`;
}

/** A literal in the middle between the attribute and the next float. */
function betweenFloats(random: Random, context: JsonObject, name: string): string {
  const { below, above, decimal: middle } = halfway(random);
  const isNegative = random.chance(0.3);
  const float = random.pick([below, above]);
  context[name] = isNegative ? -float : float;
  return `${name} ${random.pick(['eq', 'gt', 'ge', 'lt'])} ${isNegative ? '-' : ''}${middle}`;
}

function whole(random: Random): number {
  const magnitude = random.chance(0.5) ? random.int(0, 120) : Math.abs(random.pick(INTEGERS));
  return random.chance(0.5) ? -magnitude : magnitude;
}

function fraction(random: Random): number {
  const value = random.chance(0.5)
    ? random.int(-99, 99) / 10
    : random.chance(0.5)
      ? Number(decimal(random))
      : random.pick(FRACTIONS);
  return Number.isFinite(value) ? value : 0.5;
}

function spellWhole(random: Random, value: number): string {
  const neighbour = random.chance(0.7) ? BigInt(value) : BigInt(value) + BigInt(random.pick([-1, 1]));
  return random.chance(0.1) ? `${neighbour}.0` : random.chance(0.05) ? `${neighbour}e0` : String(neighbour);
}

function spellFraction(random: Random, value: number): string {
  const text = random.oneOf(
    () => String(value),
    () => value.toExponential(),
    () => String(value).replace('e', 'E'),
    () => (Math.abs(value) < 1e15 ? value.toFixed(random.int(1, 4)) : String(value)),
    () => String(-value),
  );
  const isInteger = /^-?\d+$/.test(text);
  return isInteger ? `${text}.0` : text.replace('e+', random.pick(['e', 'e+']));
}
