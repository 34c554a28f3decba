import type { JsonValue } from '../../src/evaluator.ts';
import { numberText } from './number-text.ts';
import type { Random } from './random.ts';
import { anyJson, anyNumber, EMAILS, FRACTIONS, shortDecimal, targetingKey, VERSIONS, WORDS } from './vocabulary.ts';

/** A JSON object that is still being made. */
export type JsonObject = { [key: string]: JsonValue };

type Maker = (random: Random) => JsonValue;

/** Attributes by name: how likely each is present, and what it holds, often of the type that queries expect. */
const ATTRIBUTES: Readonly<Record<string, readonly [probability: number, make: Maker]>> = {
  email: [0.85, (r) => r.pick(EMAILS)],
  firstname: [0.75, (r) => (r.chance(0.1) ? numberText(r) : r.pick(WORDS))],
  country: [0.75, (r) => r.pick(['FR', 'fr', 'US', 'DE', 'Fr ', ''])],
  age: [0.75, (r) => r.pick([30, 18, 17, 65, 0, -1, 30.5, '30', null, 1e3])],
  rate: [0.75, (r) => (r.chance(0.5) ? shortDecimal(r) : r.pick([3.14, 3, 4, 0, 0.1, 100, '3.14', 2.5]))],
  score: [0.75, (r) => anyNumber(r)],
  pro: [0.75, (r) => r.pick([true, false, 'true', 1, null])],
  anonymous: [0.4, (r) => r.pick([true, false, 'true', 1])],
  version: [0.75, (r) => r.pick(VERSIONS)],
  labels: [0.75, (r) => r.some(r.int(0, 4), () => r.pick(['pro', 'beta', 'x', 1, 2.5, null, true]))],
  nums: [0.75, (r) => r.some(r.int(0, 4), () => r.pick([1, 2, 3, 4.5, '5', -1]))],
  company: [0.75, company],
  nothing: [0.3, () => null],
  items: [0.4, (r) => r.some(r.int(0, 4), () => ({ qty: r.int(0, 5), price: r.pick(FRACTIONS), name: r.pick(WORDS) }))],
  key: [0.1, () => 'shadowed'],
  'with-dash_and:colon': [0.2, (r) => r.pick(WORDS)],
  'dotted.name': [0.05, (r) => r.pick(WORDS)],
  '': [0.03, (r) => r.pick(WORDS)],
  anything: [0.1, (r) => anyJson(r)],
};

function company(random: Random): JsonValue {
  if (random.chance(0.15)) return random.pick<JsonValue>(['str', null, 12, true]);
  const owner: JsonValue = random.chance(0.6)
    ? { name: random.pick(WORDS), id: random.int(0, 9), tags: ['a', 'b'] }
    : random.pick<JsonValue>([null, 'none', 3]);
  return {
    name: random.pick(['my_company', 'other', 'ACME']),
    size: random.pick<JsonValue>([120, 12.5, 1, '120', null]),
    owner,
    flags: [1, 2, 3],
  };
}

/** An evaluation context, mostly well formed. */
export function evaluationContext(random: Random): JsonObject {
  const context: JsonObject = { targetingKey: targetingKey(random) };
  for (const [name, [probability, make]] of Object.entries(ATTRIBUTES)) {
    if (random.chance(probability)) context[name] = make(random);
  }
  if (random.chance(0.1)) delete context['targetingKey'];
  else if (random.chance(0.04)) context['targetingKey'] = '';
  else if (random.chance(0.03)) context['targetingKey'] = random.pick<JsonValue>([12, null, true, ['x'], {}]);
  return context;
}
