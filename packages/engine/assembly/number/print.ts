import { BIGNUM_BYTES, Bignum } from './bignum';

/**
 * The shortest decimal digits that read back as the same float, the nearest to it among those: what Go's `strconv.FormatFloat(x, _, -1, 64)`
 * and JavaScript print. Exact arithmetic after Steele and White, "How to print floating-point numbers accurately" (1990).
 */
const remainder = changetype<Bignum>(memory.data(BIGNUM_BYTES, 8));
const unit = changetype<Bignum>(memory.data(BIGNUM_BYTES, 8));
const below = changetype<Bignum>(memory.data(BIGNUM_BYTES, 8));
const above = changetype<Bignum>(memory.data(BIGNUM_BYTES, 8));
const sum = changetype<Bignum>(memory.data(BIGNUM_BYTES, 8));
const digits = memory.data(24);

/** How many digits `shortest` left. */
let count: i32 = 0;

/** Most bytes that `printFixed` writes: sign, 309 digits; or sign, `0.`, 323 zeros, 17 digits. */
export const FIXED_BYTES: i32 = 352;

/** `-1.5`, `1e21` is `1000000000000000000000`: Go's format 'f'. Returns the end. */
export function printFixed(at: usize, value: f64): usize {
  at = printSign(at, value);
  return printPlain(at, shortest(abs(value)));
}

/**
 * As Go's `encoding/json`: exponents below 1e-6 and from 1e21 on.
 *
 * @see https://github.com/golang/go/blob/go1.26.0/src/encoding/json/encode.go (floatEncoder)
 */
export function printJsonNumber(at: usize, value: f64): usize {
  at = printSign(at, value);
  const size = abs(value);
  const point = shortest(size);
  if (size == 0 || (size >= 1e-6 && size < 1e21)) return printPlain(at, point);
  store<u8>(at++, load<u8>(digits));
  if (count > 1) {
    store<u8>(at++, 0x2e);
    memory.copy(at, digits + 1, count - 1);
    at += count - 1;
  }
  store<u8>(at++, 0x65);
  store<u8>(at++, point > 0 ? 0x2b : 0x2d);
  const exponent = abs(point - 1);
  if (exponent >= 100) store<u8>(at++, <u8>(0x30 + exponent / 100));
  if (exponent >= 10) store<u8>(at++, <u8>(0x30 + (exponent / 10) % 10));
  store<u8>(at++, <u8>(0x30 + exponent % 10));
  return at;
}

function printSign(at: usize, value: f64): usize {
  if (reinterpret<u64>(value) >> 63) store<u8>(at++, 0x2d);
  return at;
}

/** The digits with the decimal point behind the first `point` of them. */
function printPlain(at: usize, point: i32): usize {
  if (point <= 0) {
    store<u8>(at++, 0x30);
    if (count == 0) return at;
    store<u8>(at++, 0x2e);
    memory.fill(at, 0x30, -point);
    at += -point;
    memory.copy(at, digits, count);
    return at + count;
  }
  const whole = min(point, count);
  memory.copy(at, digits, whole);
  at += whole;
  if (point > whole) {
    memory.fill(at, 0x30, point - whole);
    at += point - whole;
  }
  if (count > whole) {
    store<u8>(at++, 0x2e);
    memory.copy(at, digits + whole, count - whole);
    at += count - whole;
  }
  return at;
}

/** Leaves the digits of a finite value that is not negative; returns where the decimal point lies: 0.d1d2d3… * 10^point. */
function shortest(value: f64): i32 {
  count = 0;
  if (value == 0) return 0;
  const bits = reinterpret<u64>(value);
  const biased = <i32>(bits >> 52);
  const fraction = bits & 0xfffffffffffff;
  const mantissa = biased ? fraction | (1 << 52) : fraction;
  const exponent = (biased ? biased : 1) - 1075;
  // A power of two has its lower neighbour at half the distance.
  const uneven = fraction == 0 && biased > 1;
  const even = (mantissa & 1) == 0;

  // value = remainder / unit; half the distance to the neighbours = below / unit, above / unit.
  const extra = uneven ? 2 : 1;
  remainder.assign(mantissa);
  unit.assign(1);
  below.assign(1);
  if (exponent >= 0) {
    remainder.shiftLeft(exponent + extra);
    unit.shiftLeft(extra);
    below.shiftLeft(exponent);
  } else {
    remainder.shiftLeft(extra);
    unit.shiftLeft(extra - exponent);
  }
  above.copy(below);
  if (uneven) above.shiftLeft(1);

  // Scale by the power of ten that brings the value into [0.1, 1), estimated from below.
  let point = <i32>ceil<f64>(<f64>(exponent + 63 - <i32>clz(mantissa)) * 0.30102999566398114);
  if (point >= 0) {
    unit.multiplyPowerOfTen(point);
  } else {
    remainder.multiplyPowerOfTen(-point);
    below.multiplyPowerOfTen(-point);
    above.multiplyPowerOfTen(-point);
  }
  sum.copy(remainder);
  sum.add(above);
  const over = sum.compare(unit);
  if (over > 0 || (over == 0 && even)) {
    point++;
  } else {
    remainder.multiplyAdd(10, 0);
    below.multiplyAdd(10, 0);
    above.multiplyAdd(10, 0);
  }

  while (true) {
    let digit = 0;
    while (remainder.compare(unit) >= 0) {
      remainder.subtract(unit);
      digit++;
    }
    const toBelow = remainder.compare(below);
    sum.copy(remainder);
    sum.add(above);
    const toAbove = sum.compare(unit);
    const low = toBelow < 0 || (toBelow == 0 && even);
    const high = toAbove > 0 || (toAbove == 0 && even);
    if (low || high) {
      if (low && high) {
        remainder.shiftLeft(1);
        const half = remainder.compare(unit);
        if (half > 0 || (half == 0 && digit & 1)) digit++;
      } else if (high) {
        digit++;
      }
      store<u8>(digits + count++, <u8>(0x30 + digit));
      return point;
    }
    store<u8>(digits + count++, <u8>(0x30 + digit));
    remainder.multiplyAdd(10, 0);
    below.multiplyAdd(10, 0);
    above.multiplyAdd(10, 0);
  }
}
