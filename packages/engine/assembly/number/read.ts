import { BIGNUM_BYTES, Bignum } from './bignum';

/**
 * Decimal text to the nearest float, ties to even: what Go's `strconv.ParseFloat` and JavaScript answer. (The standard library of
 * AssemblyScript is off by one unit for one double in two hundred, and by powers of ten for some.)
 *
 * @see https://github.com/golang/go/blob/go1.26.0/src/internal/strconv/atof.go
 *
 * Up to 15 digits and a small power of ten are exact in floats; everything else is divided out in big integers.
 */
const numerator = changetype<Bignum>(memory.data(BIGNUM_BYTES, 8));
const denominator = changetype<Bignum>(memory.data(BIGNUM_BYTES, 8));

/** More digits than any midpoint between two doubles has; the rest only says whether something follows. */
const MAX_DIGITS: i32 = 800;

const powersOfTen = memory.data<f64>([
  1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
]);

/** A decimal number of digits, at most one point, and an exponent; checked by the caller, without its sign. Infinity when out of range. */
export function readDecimal(start: usize, end: usize): f64 {
  let mantissa: u64 = 0;
  let digits = 0;
  let exponent = 0;
  let afterPoint = false;
  let at = start;
  for (; at < end; at++) {
    const c = load<u8>(at);
    if (c == 0x2e) {
      afterPoint = true;
      continue;
    }
    const digit = <u32>c - 0x30;
    if (digit > 9) {
      if (c == 0x5f) continue; // Go's underscore between digits
      break;
    }
    if (afterPoint) exponent--;
    if (digits || digit) {
      digits++;
      if (digits <= 19) mantissa = mantissa * 10 + digit;
    }
  }
  const mantissaEnd = at;
  if (at < end) exponent += readExponent(at + 1, end);
  if (mantissa == 0) return 0;
  if (digits <= 19 && mantissa <= 1 << 53 && exponent >= -22 && exponent <= 22) {
    const power = load<f64>(powersOfTen + ((<usize>abs(exponent)) << 3));
    return exponent < 0 ? <f64>mantissa / power : <f64>mantissa * power;
  }
  return divideOut(start, mantissaEnd, digits, exponent);
}

function readExponent(at: usize, end: usize): i32 {
  const sign = load<u8>(at);
  if (sign == 0x2b || sign == 0x2d) at++;
  let value = 0;
  for (; at < end; at++) {
    const c = load<u8>(at);
    if (c != 0x5f && value < 10000) value = value * 10 + (c - 0x30);
  }
  return sign == 0x2d ? -value : value;
}

function divideOut(at: usize, end: usize, digits: i32, exponent: i32): f64 {
  if (digits + exponent > 310) return Infinity;
  if (digits + exponent < -330) return 0;

  numerator.length = 0;
  let taken = 0;
  let sticky = false;
  for (; at < end; at++) {
    const digit = <u32>load<u8>(at) - 0x30;
    if (digit > 9 || (taken == 0 && digit == 0)) continue;
    if (taken < MAX_DIGITS) {
      numerator.multiplyAdd(10, digit);
      taken++;
    } else if (digit) {
      sticky = true;
    }
  }
  exponent += digits - taken;

  denominator.assign(1);
  if (exponent > 0) numerator.multiplyPowerOfTen(exponent);
  else denominator.multiplyPowerOfTen(-exponent);

  // Scale so that the quotient has 63 or 64 bits, then divide bit by bit.
  const shift = 63 - (numerator.bits() - denominator.bits());
  if (shift > 0) numerator.shiftLeft(shift);
  else denominator.shiftLeft(-shift);
  denominator.shiftLeft(63);
  let quotient: u64 = 0;
  for (let bit = 0; bit < 64; bit++) {
    quotient <<= 1;
    if (numerator.compare(denominator) >= 0) {
      numerator.subtract(denominator);
      quotient |= 1;
    }
    numerator.shiftLeft(1);
  }
  return assemble(quotient, -shift, sticky || numerator.length != 0);
}

/** mantissa * 2^exponent, rounded to the nearest float, ties to even; `sticky`: something follows below the mantissa. */
export function assemble(mantissa: u64, exponent: i32, sticky: bool): f64 {
  if (mantissa == 0) return 0;
  const zeros = <i32>clz(mantissa);
  mantissa <<= zeros;
  exponent -= zeros;
  // 64 bits, the highest set. Keep 53, or fewer below the range of normal numbers.
  let drop = 11;
  if (exponent + drop < -1074) drop = -1074 - exponent;
  if (drop > 64) return 0;
  const kept = drop == 64 ? 0 : mantissa >> drop;
  const half = <u64>1 << (drop - 1);
  const rest = drop == 64 ? mantissa : mantissa & ((half << 1) - 1);
  let rounded = kept;
  if (rest > half || (rest == half && (sticky || kept & 1))) rounded++;
  let biased = exponent + drop + 1075;
  if (rounded >> 53) {
    rounded >>= 1;
    biased++;
  }
  if (biased >= 2047) return Infinity;
  if (!(rounded >> 52)) biased = 0; // below the normal numbers
  return reinterpret<f64>(((<u64>biased) << 52) | (rounded & 0xfffffffffffff));
}
