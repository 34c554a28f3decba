import type { Mutation } from './mutation-sites.ts';

/** A change after which the engine means the same, for a reason that holds for every input. */
interface SameMeaning {
  readonly file: string;
  /** What the changed line has in it; empty: any line. */
  readonly line: string;
  readonly found: string;
  readonly replacement: string;
  readonly reason: string;
}

const NO_POINT_THERE =
  'a number gets an exponent below 1e-6 and from 1e21 on, so that its point is never behind the first digit or before it';
const OTHER_SPELLING =
  'at this very number it decides between 1e21 and 1000000000000000000000 (1e-6 and 0.000001), which are the same JSON number';

const NEVER_READ =
  'no limb above the length is ever read, and there is room for twice as many as a number that is copied can have';
const ROOM_ENOUGH = 'the longest number that is ever made has less than 4,000 bits, and there is room for 5,000';
const DIGITS_ENOUGH = 'no midpoint between two floats has more than 768 digits';

const SAME_MEANING: readonly SameMeaning[] = [
  {
    file: 'text/lower-table.ts',
    line: '',
    found: '9',
    replacement: '10',
    reason: 'a run of one letter (1 << 3 | 1) has no second one, so that its step says nothing',
  },
  ...[
    ['2', '3'],
    ['4', '5'],
  ].map(([found = '', replacement = '']) => ({
    file: 'number/bignum.ts',
    line: 'memory.copy(changetype<usize>(this), changetype<usize>(source)',
    found,
    replacement,
    reason: NEVER_READ,
  })),
  { file: 'number/read.ts', line: 'MAX_DIGITS: i32 = 800', found: '800', replacement: '801', reason: DIGITS_ENOUGH },
  { file: 'number/read.ts', line: 'MAX_DIGITS: i32 = 800', found: '800', replacement: '799', reason: DIGITS_ENOUGH },
  { file: 'number/bignum.ts', line: 'BIGNUM_BYTES: i32 = 640', found: '640', replacement: '641', reason: ROOM_ENOUGH },
  { file: 'number/bignum.ts', line: 'BIGNUM_BYTES: i32 = 640', found: '640', replacement: '639', reason: ROOM_ENOUGH },
  {
    file: 'query/jsonlogic/value.ts',
    line: 'value > 0 ? 0x666e492b',
    found: ' > ',
    replacement: ' >= ',
    reason: 'only infinities come here',
  },
  {
    file: 'flag/progressive.ts',
    line: '== isEnd) return -1',
    found: '1',
    replacement: '2',
    reason: 'every number below zero says that there is no such second',
  },
  {
    file: 'json/print.ts',
    line: 'c < 0x20',
    found: '0x20',
    replacement: '0x21',
    reason: 'a space that is written as an escape is the same text',
  },
  {
    file: 'flag/name.ts',
    line: 'first >= 0x80',
    found: ' >= ',
    replacement: ' > ',
    reason: 'no text begins with the byte 0x80, which goes on with a code point',
  },
  { file: 'number/print.ts', line: 'point > 0 ? 0x2b', found: ' > ', replacement: ' >= ', reason: NO_POINT_THERE },
  { file: 'number/print.ts', line: 'point > 0 ? 0x2b', found: '0', replacement: '1', reason: NO_POINT_THERE },
  { file: 'number/print.ts', line: 'size >= 1e-6', found: ' >= ', replacement: ' > ', reason: OTHER_SPELLING },
  { file: 'number/print.ts', line: 'size >= 1e-6', found: ' < ', replacement: ' <= ', reason: OTHER_SPELLING },
];

/** Two values whose order is asked where they are known not to be equal. */
const UNEQUAL = /(\S+) (?:== (\S+) \? 0 : |!= (\S+)\) return )\1 < (?:\2|\3) \?/;

/** Why a change is none; `undefined` where it is one. */
export function sameMeaning({ file, before, found, replacement }: Mutation): string | undefined {
  if (found === ' < ' && replacement === ' <= ' && UNEQUAL.test(before)) return 'the two are not equal there';
  return SAME_MEANING.find(
    (known) =>
      known.file === file && before.includes(known.line) && known.found === found && known.replacement === replacement,
  )?.reason;
}
