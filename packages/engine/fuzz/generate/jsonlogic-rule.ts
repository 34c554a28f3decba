import type { JsonValue } from '../../src/evaluator.ts';
import { blankText } from './blank-text.ts';
import { halfway } from './halfway.ts';
import { numberText } from './number-text.ts';
import type { Random } from './random.ts';
import { respelledJson } from './respelled-json.ts';
import { anyJson, anyNumber, PATHS, WORDS } from './vocabulary.ts';

const READABLE = PATHS.filter((path) => !path.includes(':'));

const variable = (path: string, fallback?: JsonValue): JsonValue => ({
  var: fallback === undefined ? path : [path, fallback],
});

function value(random: Random, depth: number): JsonValue {
  const kind = random.unit();
  if (kind < 0.5)
    return variable(random.pick(READABLE), random.chance(0.15) ? random.pick([0, '', 'x', null, false]) : undefined);
  if (kind < 0.58) return random.pick(WORDS);
  if (kind < 0.62) return numberText(random);
  if (kind < 0.76) return anyNumber(random);
  if (kind < 0.81) return random.pick([true, false, null]);
  if (kind < 0.86) {
    return random.pick<JsonValue>([
      variable('company.flags.0'),
      variable('labels.1'),
      variable(''),
      variable('items.0.qty'),
      { var: ['nums.0'] },
      { var: [] },
      { var: 1 },
      { var: null },
      variable('items.9.qty'),
      variable('.'),
      variable('company.'),
      [],
      [1],
      ['pro', 1],
    ]);
  }
  return depth > 0 ? operation(random, depth - 1) : 1;
}

function operation(random: Random, depth: number): JsonValue {
  const v = (): JsonValue => value(random, depth);
  const numbers = variable(random.pick(['nums', 'labels', 'company.flags', 'missing', 'company', 'email']));
  const items = variable('items');
  const size = (): number => random.int(1, 3);
  return random.oneOf<JsonValue>(
    () => ({ '+': random.some(size(), v) }),
    () => ({ '+': v() }),
    () => ({ '-': random.some(random.int(1, 2), v) }),
    () => ({ '*': random.some(size(), v) }),
    () => ({ '/': [v(), v()] }),
    () => ({ '%': [v(), v()] }),
    () => ({ max: random.some(size(), v) }),
    () => ({ min: random.some(size(), v) }),
    () => ({ abs: v() }),
    () => ({ cat: random.some(size(), v) }),
    () => ({ cat: v() }),
    () => ({ substr: [v(), random.int(-4, 4), ...(random.chance(0.5) ? [random.int(-3, 4)] : [])] }),
    () => ({ if: [condition(random, depth - 1), v(), v()] }),
    () => ({ if: [condition(random, depth - 1), v(), condition(random, depth - 1), v(), v()] }),
    () => ({ '?:': [condition(random, depth - 1), v(), v()] }),
    () => ({ merge: [v(), v()] }),
    () => ({ missing: random.some(size(), () => random.pick(PATHS)) }),
    () => ({ missing_some: [random.int(0, 2), random.some(size(), () => random.pick(PATHS))] }),
    () => ({ map: [numbers, { '*': [variable(''), 2] }] }),
    () => ({ filter: [numbers, { '>': [variable(''), random.int(0, 3)] }] }),
    () => ({ filter: [items, { '>=': [variable('qty'), 2] }] }),
    () => ({
      reduce: [numbers, { '+': [variable('current'), variable('accumulator')] }, random.pick<JsonValue>([0, '', null])],
    }),
    () => ({ reduce: [items, { '+': [variable('current.qty'), variable('accumulator')] }, random.int(0, 2)] }),
    () => ({ log: v() }),
    () => ({ set: [v(), random.pick(WORDS), v()] }),
  );
}

/** A condition that reads as a person would write it, over attributes that exist. */
function natural(random: Random): JsonValue {
  const list = variable(random.pick(['labels', 'nums']));
  return random.oneOf<JsonValue>(
    () => ({ [random.pick(['==', '===', '!=', '!=='])]: [variable('country'), random.pick(['FR', 'US'])] }),
    () => ({ in: [variable('country'), ['FR', 'DE', 'US']] }),
    () => ({ in: ['@corp.example', variable('email')] }),
    () => ({
      [random.pick(['<', '<=', '>', '>='])]: [
        variable(random.pick(['age', 'rate', 'score'])),
        random.pick([18, 30, 3.14]),
      ],
    }),
    () => ({ [random.pick(['<', '<='])]: [0, variable('age'), 50] }),
    () => ({ '==': [variable('pro'), true] }),
    () => ({ '!!': [variable(random.pick(READABLE))] }),
    () => ({ '!': [variable(random.pick(READABLE))] }),
    // The whole context, which is never empty: the only way to see that it is read at all.
    () => ({ [random.pick(['!!', '!'])]: [random.pick([variable(''), variable('.'), { var: [''] }, { var: [] }])] }),
    () => ({ in: [variable('age'), [30, 18, [60, 70]]] }),
    () => ({ in: ['pro', variable('labels')] }),
    () => ({ contains_all: [variable('labels'), ['pro']] }),
    () => ({ contains_any: [variable('labels'), ['pro', 1]] }),
    () => ({ contains_none: [variable('labels'), ['beta']] }),
    () => ({ some: [list, { '==': [variable(''), random.pick(['pro', 1, 2])] }] }),
    () => ({ all: [list, { '!=': [variable(''), 'x'] }] }),
    () => ({ none: [variable('items'), { '>': [variable('qty'), 3] }] }),
    () => ({ some: [variable('items'), { '>': [variable('qty'), 3] }] }),
  );
}

/** A text that is read as a number, beside the number that it may be, or one next to it. */
function readNumber(random: Random): JsonValue {
  const text = numberText(random);
  const inJavaScript = Number(text);
  const near = Number.isFinite(inJavaScript) ? inJavaScript : random.pick([0, 1, 0.25, -8, 255]);
  const number = random.chance(0.6) ? near : near + random.pick([-1, 1, 0.5]);
  const reads = random.oneOf<JsonValue>(
    () => text,
    () => ({ '+': text }),
    () => ({ '*': [text, 1] }),
    () => ({ '-': [text, 0] }),
  );
  return { [random.pick(['==', '<', '<=', '>', '>=', '!='])]: [reads, number] };
}

/** A text of white space, which counts as 0, or is taken off the ends where texts are put together. */
function readBlank(random: Random): JsonValue {
  const text = blankText(random);
  return random.oneOf<JsonValue>(
    () => ({
      [random.pick(['==', '!=', '<', '<=', '>', '>='])]: [text, random.pick<JsonValue>([0, 1, -1, 5, false, true])],
    }),
    () => ({ [random.pick(['==', '!='])]: [{ '+': [text, 1] }, random.pick([1, 6])] }),
    () => ({
      '===': [{ cat: [text, random.pick(['', 'x', ' '])] }, random.pick(['', 'x', text, text.trim(), `${text}x`])],
    }),
  );
}

/** A text that lies between two floats, beside one of them. */
function readHalfway(random: Random): JsonValue {
  const { below, above, decimal, hexadecimal } = halfway(random);
  const sign = random.pick(['', '', '-']);
  const float = random.pick([below, above]);
  return {
    [random.pick(['==', '<', '>='])]: [sign + random.pick([decimal, hexadecimal]), sign === '' ? float : -float],
  };
}

/** A number and how it is written out. */
function printedNumber(random: Random): JsonValue {
  const number = random.chance(0.5) ? halfway(random).below : anyNumber(random);
  const text = random.oneOf(
    () => String(number),
    () => number.toFixed(random.int(0, 4)),
    () => (Number.isInteger(number) ? String(BigInt(number)) : String(number)),
    () => number.toPrecision(random.int(15, 17)),
  );
  return { [random.pick(['===', '==', '!==', 'in'])]: [{ cat: [number] }, text] };
}

/** The text of a number that JSON cannot say. */
function printedInfinity(random: Random): JsonValue {
  const text = random.pick(['+Inf', '-Inf', 'NaN', 'Inf', 'I', 'N']);
  return { [random.pick(['===', '!==', 'in'])]: [text, { cat: [{ '/': [random.int(-1, 1), 0] }] }] };
}

/** What a reduction says of its accumulator: the name of the type that it began with. */
function namedType(random: Random): JsonValue {
  const types: readonly (readonly [initial: JsonValue, name: string])[] = [
    [0, 'number'],
    ['', 'string'],
    [false, 'bool'],
  ];
  const [initial] = random.pick(types);
  const [yes, name] = random.pick(types);
  const asked = { '===': [variable('valueType'), name] };
  const [hit, miss]: readonly JsonValue[] = initial === '' ? ['y', 'n'] : initial === 0 ? [1, 2] : [true, false];
  return { '===': [{ reduce: [[yes], { if: [asked, hit ?? null, miss ?? null] }, initial] }, hit ?? null] };
}

/** Conditions about how numbers and types are read and written. */
const SPELLINGS = [
  readNumber,
  readNumber,
  readBlank,
  readHalfway,
  printedNumber,
  printedNumber,
  printedInfinity,
  namedType,
];

function condition(random: Random, depth: number): JsonValue {
  const v = (): JsonValue => value(random, depth);
  const c = (): JsonValue => condition(random, depth - 1);
  const kind = random.unit();
  if (depth <= 0 || kind < 0.35) return natural(random);
  if (kind < 0.55) return { [random.pick(['and', 'or'])]: random.some(random.int(1, 3), c) };
  if (kind < 0.63) return { [random.pick(['!', '!!'])]: random.chance(0.5) ? [c()] : c() };
  if (kind < 0.85) {
    return {
      [random.pick(['==', '===', '!=', '!==', '<', '<=', '>', '>='])]: random.some(random.chance(0.1) ? 3 : 2, v),
    };
  }
  if (kind < 0.88) return { if: [c(), c(), c()] };
  if (kind < 0.91) return random.pick(SPELLINGS)(random);
  if (kind < 0.95) return operation(random, depth);
  return random.oneOf<JsonValue>(
    () => ({ in: [v(), v()] }),
    () => ({ in: [v(), random.some(3, v)] }),
    () => ({ bogus: [1] }),
    () => ({}),
    () => ({ and: [] }),
    () => ({ '==': [1] }),
    () => ({ '!': [] }),
    () => ({
      [random.pick(['and', 'or', '==', '<', 'in', 'some', 'all', 'var', 'cat', '+', 'substr', 'if', 'map'])]:
        anyJson(random),
    }),
  );
}

/** A JSONLogic rule as text. */
export function jsonLogicQuery(random: Random): string {
  const kind = random.unit();
  const rule = kind < 0.04 ? random.pick(SPELLINGS)(random) : condition(random, random.int(0, 3));
  const text = JSON.stringify(rule, null, random.chance(0.2) ? 2 : 0);
  return random.chance(0.1) ? respelledJson(random, text) : text;
}
