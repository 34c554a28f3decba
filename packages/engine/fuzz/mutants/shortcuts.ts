import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { ASSEMBLY, type Mutation } from './mutation-sites.ts';

/**
 * A condition under which the engine takes a shorter way to an answer that the long way gives too: no answer shows where exactly it turns off. That
 * is not taken on trust. Where a change of such a condition survives, an engine without the shortcut, or with it as far away as it may be, is hunted
 * just as long, and only if that survives too the change counts as none.
 */
interface Shortcut {
  readonly file: string;
  readonly condition: string;
  /** What stands there in the engine without the shortcut. */
  readonly without: string;
  readonly proof: string;
}

const SHORTCUTS: readonly Shortcut[] = [
  {
    file: 'number/read.ts',
    condition: 'digits <= 19 && mantissa <= 1 << 53 && exponent >= -22 && exponent <= 22',
    without: 'false',
    proof:
      'mantissa and power of ten are floats within these bounds, so that one multiplication or division rounds once, as dividing out does; 19 digits are more than 2⁵³, so that the first bound only keeps an overflow away',
  },
  {
    file: 'number/read.ts',
    condition: 'digits + exponent > 310',
    without: 'digits + exponent > 330',
    proof:
      'every number with more than 309 digits before its point is beyond the largest float, which dividing out finds as well',
  },
  {
    file: 'number/read.ts',
    condition: 'digits + exponent < -330',
    without: 'digits + exponent < -350',
    proof:
      'every number with 324 zeros behind its point is below half of the smallest float, which dividing out finds as well',
  },
  {
    file: 'json/parse.ts',
    condition: 'at - digits <= 15',
    without: 'false',
    proof:
      'up to 19 digits fit 64 bits, and a whole number of 64 bits becomes a float by rounding once, as a decimal does',
  },
  {
    file: 'json/parse.ts',
    condition: 'at + 8 <= end',
    without: 'false',
    proof: 'eight bytes without anything special are eight turns of the loop around',
  },
  {
    file: 'flag/name.ts',
    condition: '((first ^ letter) & 0xdf) == 0 || first >= 0x80',
    without: 'true',
    proof: 'a member that begins with another letter is found out by comparing all letters as well',
  },
];

/** Why a change cannot be seen if the engine that is given back survives; `undefined` where it is in no shortcut. */
export async function shortcutOf(
  mutation: Mutation,
): Promise<{ readonly proof: string; readonly without: Pick<Mutation, 'file' | 'source'> } | undefined> {
  const { file, before } = mutation;
  const shortcut = SHORTCUTS.find((known) => known.file === file && before.includes(known.condition));
  if (shortcut === undefined) return undefined;
  const source = await readFile(path.join(ASSEMBLY, file), 'utf8');
  const changed = source.replace(shortcut.condition, shortcut.without);
  if (changed === source) throw new Error(`${file} has no condition ${shortcut.condition} any more`);
  return { proof: shortcut.proof, without: { file, source: changed } };
}
