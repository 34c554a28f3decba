import { assemble, readDecimal } from './read';

/**
 * Go's `strconv.ParseFloat(text, 64)`: decimals, `inf` and `nan` in any case, hexadecimal floats, underscores behind a base prefix.
 *
 * @see https://github.com/golang/go/blob/go1.26.0/src/internal/strconv/atof.go
 */
export enum ParseFloat {
  OK,
  /** Not a number; the value is 0. */
  SYNTAX,
  /** Too large; the value is an infinity. */
  RANGE,
}

/** How the latest `parseFloat` ended. */
export let parsed: ParseFloat = ParseFloat.OK;

export function parseFloat(text: usize, length: u32): f64 {
  const end = text + length;
  let at = text;
  let negative = false;
  parsed = ParseFloat.SYNTAX;
  if (at < end && (load<u8>(at) == 0x2b || load<u8>(at) == 0x2d)) negative = load<u8>(at++) == 0x2d;
  const signed = at != text;

  if (matches(at, end, 'inf') || matches(at, end, 'infinity')) {
    parsed = ParseFloat.OK;
    return negative ? -Infinity : Infinity;
  }
  if (!signed && matches(at, end, 'nan')) {
    parsed = ParseFloat.OK;
    return NaN;
  }
  const hexadecimal = at + 2 < end && load<u8>(at) == 0x30 && lower(load<u8>(at + 1)) == 0x78;
  if (!isNumber(hexadecimal ? at + 2 : at, end, hexadecimal) || !underscoresFit(at, end, hexadecimal)) return 0;
  const value = hexadecimal ? readHexadecimal(at + 2, end) : readDecimal(at, end);
  parsed = value == Infinity ? ParseFloat.RANGE : ParseFloat.OK;
  return negative ? -value : value;
}

// @ts-ignore: decorator
@inline
function lower(c: u8): u8 {
  return c | 0x20;
}

function matches(at: usize, end: usize, word: string): bool {
  if (end - at != <usize>word.length) return false;
  for (let i = 0; i < word.length; i++) {
    if (lower(load<u8>(at + i)) != <u8>word.charCodeAt(i)) return false;
  }
  return true;
}

/** Digits with at most one point, an exponent; hexadecimal floats must have one. */
function isNumber(at: usize, end: usize, hexadecimal: bool): bool {
  let sawPoint = false;
  let sawDigits = false;
  for (; at < end; at++) {
    const c = load<u8>(at);
    if (c == 0x5f) continue;
    if (c == 0x2e) {
      if (sawPoint) return false;
      sawPoint = true;
    } else if (<u32>c - 0x30 <= 9 || (hexadecimal && <u32>lower(c) - 0x61 <= 5)) {
      sawDigits = true;
    } else {
      break;
    }
  }
  if (!sawDigits) return false;
  if (at == end) return !hexadecimal;
  if (lower(load<u8>(at++)) != (hexadecimal ? 0x70 : 0x65)) return false;
  if (at < end && (load<u8>(at) == 0x2b || load<u8>(at) == 0x2d)) at++;
  if (at == end || <u32>load<u8>(at) - 0x30 > 9) return false;
  for (; at < end; at++) {
    const c = load<u8>(at);
    if (c != 0x5f && <u32>c - 0x30 > 9) return false;
  }
  return true;
}

/** An underscore stands between digits, or between the base prefix and a digit. */
function underscoresFit(at: usize, end: usize, hexadecimal: bool): bool {
  let saw: u32 = 0x5e;
  if (hexadecimal) {
    at += 2;
    saw = 0x30;
  }
  for (; at < end; at++) {
    const c = load<u8>(at);
    if (<u32>c - 0x30 <= 9 || (hexadecimal && <u32>lower(c) - 0x61 <= 5)) {
      saw = 0x30;
    } else if (c == 0x5f) {
      if (saw != 0x30) return false;
      saw = 0x5f;
    } else {
      if (saw == 0x5f) return false;
      saw = 0x21;
    }
  }
  return saw != 0x5f;
}

function readHexadecimal(at: usize, end: usize): f64 {
  let mantissa: u64 = 0;
  let digits = 0;
  let exponent = 0;
  let afterPoint = false;
  let sticky = false;
  for (; at < end; at++) {
    const c = load<u8>(at);
    if (c == 0x5f) continue;
    if (c == 0x2e) {
      afterPoint = true;
      continue;
    }
    const digit: u32 = <u32>c - 0x30 <= 9 ? <u32>c - 0x30 : <u32>lower(c) - 0x61 + 10;
    if (digit > 15) break;
    if (afterPoint) exponent -= 4;
    if (digits == 0 && digit == 0) continue;
    if (digits < 16) {
      mantissa = (mantissa << 4) | digit;
      digits++;
    } else {
      exponent += 4;
      if (digit) sticky = true;
    }
  }
  at++;
  const sign = load<u8>(at);
  if (sign == 0x2b || sign == 0x2d) at++;
  let power = 0;
  for (; at < end; at++) {
    const c = load<u8>(at);
    if (c != 0x5f && power < 10000) power = power * 10 + (c - 0x30);
  }
  return assemble(mantissa, exponent + (sign == 0x2d ? -power : power), sticky);
}
