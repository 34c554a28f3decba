import { Instant } from './instant';

/**
 * Go's `time.Parse(time.RFC3339, …)`, which is also how `encoding/json` reads a time. More lenient than the standard: one digit will do
 * for the hour, the fraction may follow a comma, an offset may have 24 hours and 60 minutes; digits beyond nanoseconds are dropped.
 *
 * @see https://github.com/golang/go/blob/go1.26.0/src/time/format.go (parse)
 */

let at: usize = 0;
let end: usize = 0;

export function parseRfc3339(text: usize, length: u32, into: Instant): bool {
  at = text;
  end = text + length;
  const century = twoDigits();
  const yearInCentury = twoDigits();
  if (century < 0 || yearInCentury < 0 || !skip(0x2d)) return false;
  const year = century * 100 + yearInCentury;
  const month = twoDigits();
  if (month < 1 || month > 12 || !skip(0x2d)) return false;
  const day = twoDigits();
  if (day < 1 || !skip(0x54)) return false;
  const hour = digitAt(1) < 0 ? oneDigit() : twoDigits();
  if (hour < 0 || hour > 23 || !skip(0x3a)) return false;
  const minute = twoDigits();
  if (minute < 0 || minute > 59 || !skip(0x3a)) return false;
  const second = twoDigits();
  if (second < 0 || second > 59) return false;
  const nanos = fraction();
  const offset = zone(into);
  if (offset == BAD_ZONE || at != end || day > daysIn(month, year)) return false;
  into.seconds = daysSince1970(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset;
  into.nanos = nanos;
  return true;
}

function digitAt(offset: usize): i32 {
  if (at + offset >= end) return -1;
  const digit = <i32>load<u8>(at + offset) - 0x30;
  return digit >= 0 && digit <= 9 ? digit : -1;
}

function oneDigit(): i32 {
  const digit = digitAt(0);
  if (digit >= 0) at++;
  return digit;
}

function twoDigits(): i32 {
  const high = digitAt(0);
  const low = digitAt(1);
  if (high < 0 || low < 0) return -1;
  at += 2;
  return high * 10 + low;
}

function skip(c: u8): bool {
  return at < end && load<u8>(at++) == c;
}

function fraction(): u32 {
  if (at + 1 >= end || (load<u8>(at) != 0x2e && load<u8>(at) != 0x2c) || digitAt(1) < 0) return 0;
  at++;
  let nanos: u32 = 0;
  let digits = 0;
  for (; digitAt(0) >= 0; at++, digits++) {
    if (digits < 9) nanos = nanos * 10 + digitAt(0);
  }
  for (; digits < 9; digits++) nanos *= 10;
  return nanos;
}

const BAD_ZONE: i32 = i32.MIN_VALUE;

/** Seconds east of Greenwich. */
function zone(into: Instant): i32 {
  into.unprintable = 0;
  if (at < end && load<u8>(at) == 0x5a) {
    at++;
    return 0;
  }
  if (end - at < 6) return BAD_ZONE;
  const sign = load<u8>(at++);
  const hours = twoDigits();
  if (hours < 0 || hours > 24 || !skip(0x3a)) return BAD_ZONE;
  const minutes = twoDigits();
  if (minutes < 0 || minutes > 60 || (sign != 0x2b && sign != 0x2d)) return BAD_ZONE;
  const offset = (hours * 60 + minutes) * 60;
  into.unprintable = offset >= 86400;
  return sign == 0x2d ? -offset : offset;
}

function daysIn(month: i32, year: i32): i32 {
  if (month == 2) return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
  return 30 + ((month + (month >> 3)) & 1);
}

/** Days of the proleptic Gregorian calendar. */
function daysSince1970(year: i32, month: i32, day: i32): i64 {
  // Years begin in March, so that the leap day is the last of its year.
  const shifted = year - (month < 3 ? 1 : 0) + 400;
  const monthFromMarch = (month + 9) % 12;
  const dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1;
  return <i64>shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719468 - 146097;
}
