import type { JsonObject } from './context.ts';
import type { Random } from './random.ts';

/** Where Unicode has letters of two cases. */
const CASED: readonly (readonly [first: number, last: number])[] = [
  [0x41, 0x24f],
  [0x250, 0x2af],
  [0x370, 0x58f],
  [0x10a0, 0x10ff],
  [0x13a0, 0x13ff],
  [0x1c80, 0x1cbf],
  [0x1d79, 0x1d8e],
  [0x1e00, 0x1fff],
  [0x2100, 0x218f],
  [0x24b6, 0x24e9],
  [0x2c00, 0x2d2f],
  [0xa640, 0xa7ff],
  [0xab53, 0xabbf],
  [0xff21, 0xff5a],
  [0x10400, 0x104ff],
  [0x10570, 0x105bf],
  [0x10c80, 0x10cff],
  [0x118a0, 0x118df],
  [0x16e40, 0x16e7f],
  [0x1e900, 0x1e943],
];

const lowered = (code: number): number => String.fromCodePoint(code).toLowerCase().codePointAt(0) ?? code;

/** Every letter that has another one in lower case. */
const UPPER: readonly number[] = Array.from({ length: 0x1f000 }, (_, code) => code).filter(
  (code) => lowered(code) !== code,
);

/** A text of letters from anywhere in Unicode, most of them of upper case. */
export function casedText(random: Random): string {
  return random
    .some(random.int(1, random.chance(0.5) ? 3 : 16), () => {
      const [first, last] = random.pick(CASED);
      return String.fromCodePoint(random.chance(0.75) ? random.pick(UPPER) : random.int(first, last));
    })
    .join('');
}

/** A letter beside one that has a lower case, and what its own would be if it were as far away. */
function besideCased(random: Random): readonly [letter: string, other: string] | undefined {
  const upper = random.pick(UPPER);
  const beside = upper + random.pick([-2, -1, 1, 2]);
  const other = beside + lowered(upper) - upper;
  const isLetter = (code: number): boolean => code > 0x7f && code >> 11 !== 0x1b;
  return isLetter(beside) && isLetter(other) ? [String.fromCodePoint(beside), String.fromCodePoint(other)] : undefined;
}

function otherCase(random: Random, text: string): string {
  return random.oneOf(
    () => text.toUpperCase(),
    () => text.toLowerCase(),
    () => text.toLowerCase().toUpperCase(),
    () => text,
  );
}

/** A comparison of a text attribute with what it holds, in another case: it would match, were case folded as JavaScript does. */
export function echoedComparison(random: Random, context: JsonObject): string {
  const name = random.pick(['firstname', 'country', 'email']);
  const text = casedText(random);
  const [held, asked] = (random.chance(0.3) ? besideCased(random) : undefined) ?? [text, otherCase(random, text)];
  context[name] = held;
  const literal = JSON.stringify(asked).slice(1, -1);
  return `${name} ${random.pick(['eq', 'ne', 'co', 'sw', 'ew', '>', '<=', 'in'])} "${literal}"`.replace(
    / in (".*")$/,
    ' in [$1]',
  );
}
