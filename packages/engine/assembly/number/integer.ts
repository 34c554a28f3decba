/**
 * Whole numbers as Go reads and converts them. A conversion of a float that does not fit is an accident of the processor there: what amd64 makes of
 * it is the reference, because that is where relay proxies run.
 *
 * @see https://github.com/golang/go/blob/go1.26.0/src/internal/strconv/atoi.go
 */

/** Whether the latest `readInteger` or `readUnsigned` overflowed. */
export let overflowed: bool = false;

/** Decimal digits as Go's `strconv.ParseInt(text, 10, 64)`. */
export function readInteger(text: usize, length: u32, negative: bool): i64 {
  const value = readUnsigned(text, length);
  if (value > (negative ? <u64>i64.MIN_VALUE : <u64>i64.MAX_VALUE)) overflowed = true;
  return negative ? -(<i64>value) : <i64>value;
}

/** Decimal digits as Go's `strconv.ParseUint(text, 10, 64)`. */
export function readUnsigned(text: usize, length: u32): u64 {
  overflowed = false;
  let value: u64 = 0;
  for (let i: u32 = 0; i < length; i++) {
    const digit = <u64>(load<u8>(text + i) - 0x30);
    if (value > u64.MAX_VALUE / 10 || value * 10 > u64.MAX_VALUE - digit) {
      overflowed = true;
      return 0;
    }
    value = value * 10 + digit;
  }
  return value;
}

/** Go's conversion of a float to int on amd64: towards zero; what does not fit becomes the smallest int. */
export function toInt(value: f64): i64 {
  return abs(value) < 9223372036854775808.0 ? <i64>value : i64.MIN_VALUE;
}

/** Go's conversion of a float to uint32 on amd64: the low half of the int. */
// @ts-ignore: decorator
@inline
export function toUint32(value: f64): u32 {
  return <u32>toInt(value);
}
