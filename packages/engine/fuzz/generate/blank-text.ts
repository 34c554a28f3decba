import { numberText } from './number-text.ts';
import type { Random } from './random.ts';

/** The first and the last of each run of code points that Unicode calls white space. */
const BLANKS: readonly number[] = [
  0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x20, 0x85, 0xa0, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000,
];

/** What stands beside them and is none, and what looks like one. */
const NOT_BLANK: readonly number[] = [
  0x00, 0x08, 0x0e, 0x1c, 0x1f, 0x21, 0x84, 0x86, 0x9f, 0xa1, 0x167f, 0x1681, 0x180e, 0x1fff, 0x200b, 0x2027, 0x202a,
  0x202e, 0x2030, 0x205e, 0x2060, 0x2fff, 0x3001, 0xfeff,
];

function blank(random: Random): string {
  return String.fromCodePoint(random.pick(random.chance(0.7) ? BLANKS : NOT_BLANK));
}

/** A text of white space or nearly, alone or around a number. */
export function blankText(random: Random): string {
  const some = (): string => random.some(random.int(0, 2), () => blank(random)).join('');
  return random.chance(0.6) ? some() + blank(random) : some() + random.pick(['5', '0', numberText(random)]) + some();
}
