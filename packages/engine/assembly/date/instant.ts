/**
 * A moment: seconds since 1970 in UTC and the nanoseconds behind them. Go's times reach from year 0 to 9999 at nanosecond precision, more
 * than 64 bits of nanoseconds can hold.
 *
 * @see https://github.com/golang/go/blob/go1.26.0/src/time/time.go (Compare, MarshalJSON)
 */
@unmanaged
export class Instant {
  seconds: i64;
  nanos: u32;
  /** Go can parse an offset of 24 hours, but refuses to write it again. */
  unprintable: u32;
}

export function compareInstants(left: Instant, right: Instant): i32 {
  if (left.seconds != right.seconds) return left.seconds < right.seconds ? -1 : 1;
  return left.nanos == right.nanos ? 0 : left.nanos < right.nanos ? -1 : 1;
}

/** Sets the instant to a number of milliseconds since 1970. */
export function setMilliseconds(instant: Instant, milliseconds: f64): void {
  const seconds = floor<f64>(milliseconds / 1000);
  instant.seconds = <i64>seconds;
  instant.nanos = <u32>((milliseconds - seconds * 1000) * 1e6);
}

/** The first millisecond behind the instant. Whole numbers throughout: beside seconds since 1970 a float has no room for nanoseconds. */
export function toNextMillisecond(instant: Instant): f64 {
  return <f64>(instant.seconds * 1000 + <i64>(instant.nanos / 1000000) + 1);
}

/** The first millisecond that is not before the instant. */
export function toMilliseconds(instant: Instant): f64 {
  return <f64>instant.seconds * 1000 + ceil<f64>(<f64>instant.nanos / 1e6);
}
