import type { Random } from './random.ts';
import { decimal } from './vocabulary.ts';

const HEXADECIMAL = '0123456789abcdefABCDEF'.split('');

/** A number as Go reads one out of a text, or nearly: signs, hexadecimal floats, infinities, underscores. */
export function numberText(random: Random): string {
  const sign = random.pick(['', '', '', '+', '-']);
  return (
    sign +
    random.oneOf(
      () => withExponent(random),
      () => withExponent(random),
      () => hexadecimal(random),
      () => named(random),
    )
  );
}

function withExponent(random: Random): string {
  const text = decimal(random).replace('-', '');
  const whole = random.chance(0.3) ? text.replace(/\.\d+/, random.pick(['', '.'])) : text;
  const exponent = /e/i.test(whole) || random.chance(0.3) ? '' : exponentOf(random, ['e', 'E']);
  return underscored(random, whole + exponent);
}

function hexadecimal(random: Random): string {
  const digits = (most: number): string =>
    random.some(random.int(0, random.chance(0.1) ? 20 : most), () => random.pick(HEXADECIMAL)).join('');
  const point = random.chance(0.5) ? `.${digits(4)}` : '';
  return underscored(random, `0${random.pick(['x', 'X'])}${digits(6)}${point}${exponentOf(random, ['p', 'P'])}`);
}

function exponentOf(random: Random, letters: readonly string[]): string {
  if (random.chance(0.05)) return '';
  const digits = random.chance(0.03) ? '' : String(random.int(0, random.chance(0.1) ? 1100 : 12));
  return random.pick(letters) + random.pick(['', '+', '-', '-']) + digits;
}

function named(random: Random): string {
  const word = random.pick(['inf', 'Inf', 'INFINITY', 'infinity', 'nan', 'NaN', 'infinit', 'na']);
  return random.chance(0.2) ? word.toUpperCase() : word;
}

function underscored(random: Random, text: string): string {
  if (!random.chance(0.08)) return text;
  const at = random.int(0, text.length);
  return `${text.slice(0, at)}_${text.slice(at)}`;
}
