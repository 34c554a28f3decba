import type { Random } from './random.ts';

const bits = new DataView(new ArrayBuffer(8));

/** The next float away from zero. */
function successor(value: number): number {
  bits.setFloat64(0, value);
  bits.setBigUint64(0, bits.getBigUint64(0) + 1n);
  return bits.getFloat64(0);
}

/** A whole number times a power of two, in decimal, digit for digit. */
function exactly(whole: bigint, exponent: number): string {
  if (exponent >= 0) return `${whole << BigInt(exponent)}.0`;
  const places = -exponent;
  const digits = (whole * 5n ** BigInt(places)).toString().padStart(places + 1, '0');
  return `${digits.slice(0, -places)}.${digits.slice(-places)}`;
}

/** What decides how a float is rounded. */
export interface Halfway {
  /** Two neighbours among the floats. */
  readonly below: number;
  readonly above: number;
  /** The decimal in the middle between them, or just beside it. */
  readonly decimal: string;
  /** The same as a hexadecimal float. */
  readonly hexadecimal: string;
}

/** A decimal halfway between two floats, or a last digit more or less: where reading a number has to round to even, up or down. */
export function halfway(random: Random): Halfway {
  const mantissa = (1n << 52n) | (BigInt(random.int(0, 2 ** 26 - 1)) << 26n) | BigInt(random.int(0, 2 ** 26 - 1));
  const exponent = random.chance(0.1) ? -52 : random.int(-75, 12);
  const below = Number(mantissa) * 2 ** exponent;
  const middle = exactly(2n * mantissa + 1n, exponent - 1);
  const nudge = random.pick(['', '', '1', '0000000001', 'less']);
  const last = middle.at(-1) ?? '5';
  const decimal =
    nudge === 'less' && last > '0'
      ? `${middle.slice(0, -1)}${Number(last) - 1}9`
      : nudge === 'less'
        ? middle
        : middle + nudge;
  const tail = random.pick(['8', '80', '81', '8000001', '7fffffff', '7', '9']);
  return {
    below,
    above: successor(below),
    decimal,
    hexadecimal: `0x${mantissa.toString(16)}.${tail}p${exponent}`,
  };
}
