import type { JsonValue } from '../../src/evaluator.ts';
import type { Random } from './random.ts';
import { ODD_DATES } from './vocabulary.ts';

const DAY_MS = 86_400_000;

const padded = (value: number, width: number): string => String(value).padStart(width, '0');

/** Years around which calendars go wrong: centuries that have a leap day and that have none, the first and the last, those around 1970. */
const YEARS = [0, 4, 100, 400, 1600, 1700, 1900, 1969, 1970, 1972, 2000, 2026, 2028, 2100, 2400, 9999];

/** A date of any year, often the last day of a month or the one behind it, in spellings that RFC 3339 or Go allow, and some that neither does. */
export function calendarDate(random: Random): string {
  const year = random.chance(0.7) ? random.pick(YEARS) : random.int(0, 9999);
  const month = random.chance(0.4) ? 2 : random.chance(0.05) ? random.pick([0, 13]) : random.int(1, 12);
  const day = random.chance(0.6)
    ? random.pick([1, 28, 29, 30, 31])
    : random.chance(0.1)
      ? random.pick([0, 32])
      : random.int(1, 28);
  const hour = random.pick(['00', '00', '12', '23', '9', '24']);
  const minute = random.pick(['00', '00', '59', '60']);
  const second = random.pick(['00', '00', '59', '60']);
  const fraction = random.pick(['', '', '', '.5', ',25', '.999999999', '.0000000001']);
  const zone = random.pick([
    'Z',
    'Z',
    'Z',
    '+00:00',
    '-23:59',
    '+14:00',
    '+24:00',
    '-24:60',
    '+24:61',
    '+25:00',
    'z',
    '',
  ]);
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}T${hour}:${minute}:${second}${fraction}${zone}`;
}

/** What stands where a date should. */
export function oddDate(random: Random): JsonValue {
  return random.chance(0.6) ? calendarDate(random) : random.pick(ODD_DATES);
}

/** A moment a second or a day from a date, spelled in Greenwich or elsewhere; `undefined` where JavaScript does not know the date. */
export function neighbourOf(random: Random, date: string): string | undefined {
  const at = Date.parse(date);
  if (Number.isNaN(at)) return undefined;
  const moved = at + random.pick([-DAY_MS, -1000, -1, 0, 1, 1000, DAY_MS]);
  const offset = random.pick([0, 0, 60, -330, 14 * 60]);
  const local = new Date(moved + offset * 60_000);
  if (local.getUTCFullYear() < 0 || local.getUTCFullYear() > 9999) return undefined;
  const zone =
    offset === 0
      ? 'Z'
      : `${offset < 0 ? '-' : '+'}${padded(Math.trunc(Math.abs(offset) / 60), 2)}:${padded(Math.abs(offset) % 60, 2)}`;
  return local.toISOString().replace('Z', zone);
}
