import type { JsonValue } from '../../src/evaluator.ts';
import type { Random } from './random.ts';

/** Texts that have broken an evaluator somewhere: empty, quoted, accented, folded oddly, outside the BMP, number-like. */
export const WORDS: readonly string[] = [
  'pro',
  'beta',
  'john',
  'Doe',
  'JOHN',
  'paris',
  'FR',
  'a',
  '',
  'x y',
  'élan',
  'ÉLAN',
  'ß',
  'ẞ',
  'İ',
  'ı',
  'ſ',
  'K',
  'Σ',
  'ς',
  'ǅ',
  '日本',
  '😀',
  'a"b',
  'back\\slash',
  'tab\tx',
  'new\nline',
  '\u0000',
  '\u2028',
  '\u{1e900}',
  'true',
  '30',
  '3.14',
  '0',
  'null',
  '1.2.3',
  '1_000',
  '0x1p-2',
  'Infinity',
  'nan',
  ' 3 ',
  '+5',
  '.5',
  '5.',
  '1e400',
  '<b>&',
];

export const EMAILS: readonly string[] = [
  'john.doe@gofeatureflag.org',
  'jane@corp.example',
  'ADMIN@corp.example',
  'a+b@x.io',
];

export const VERSIONS: readonly string[] = [
  '1.0.0',
  '1.2.3',
  '2.0.0',
  '1.2.10',
  '1.2.3-beta.1',
  '1.2.3-beta.11',
  '1.2.3-beta',
  '1.2.3-1',
  '1.2.3+build',
  '1.2.3-a.b+c',
  '1.2',
  'v1.2.3',
  '01.2.3',
  '10.0.0',
  '10.0.0-10',
  '10.0.0-2',
  '1.0.0-01',
  '1.0.0-',
  '99999999999999999999.0.0',
  '18446744073709551615.0.0',
  '18446744073709551616.0.0',
  '1.18446744073709551616.3',
  '1.2.18446744073709551616',
  '1.2.3-18446744073709551615',
  '1.2.3-18446744073709551616',
  '1.2.3-a/b',
  '1.2.3-a:b',
  '1.2.3-a@b',
  '1.2.3-A.Z',
  '1.2.3-[',
  '1.2.3-a`b',
  '1.2.3-a.z',
  '1.2.3-{',
  '1.2.3--',
  '1.2.3-0',
  '1.2.3-0.9',
  '1.2.3-beta.1.0',
  '1.2.3+01',
  '1.2.3+a..b',
  '1.2.3+',
  '0.0.0',
  '1.2.9',
  '1.2./',
  '1.2.:',
];

export const INTEGERS: readonly number[] = [
  0,
  1,
  -1,
  2,
  3,
  10,
  30,
  42,
  100,
  1000,
  -7,
  2147483647,
  2147483648,
  -2147483648,
  4294967296,
  9007199254740991,
  9007199254740992,
  -(2 ** 53),
  2 ** 63 - 1024,
  2 ** 63,
  -(2 ** 63),
  1e19,
];

export const FRACTIONS: readonly number[] = [
  3.14, 0.1, 1.5, -2.5, 1e21, 1e20, 1e-7, 1e-6, 99.999, 0.30000000000000004, 5e-324, 1.7976931348623157e308, 2.5e-3,
  -0.0,
];

/** Attribute paths that queries ask for: present, absent, nested, through scalars, shadowed. */
export const PATHS: readonly string[] = [
  'email',
  'firstname',
  'country',
  'age',
  'rate',
  'score',
  'pro',
  'anonymous',
  'version',
  'labels',
  'nums',
  'company',
  'company.name',
  'company.size',
  'company.owner.name',
  'company.owner.id',
  'company.owner',
  'nothing',
  'missing',
  'missing.deep.path',
  'targetingKey',
  'key',
  'with-dash_and:colon',
  'items',
  'company.flags',
  'firstname.x',
  'env',
  'n',
];

/** A targeting key as applications have them, and as they should not. */
export function targetingKey(random: Random): string {
  return random.oneOf(
    () => `user-${random.int(0, 5000)}`,
    () => `user-${random.int(0, 5000)}`,
    () => `d45e303a-38c2-11ed-a261-${String(random.int(0, 999_999)).padStart(12, '0')}`,
    () => random.pick(WORDS),
    () => `évé-${random.int(0, 99)}`,
    () => `😀${random.int(0, 9)}`,
    () => 'k'.repeat(random.int(1, 300)),
  );
}

/** A decimal number as text: any digits, at times an exponent, seldom so many digits that they do not all count. */
export function decimal(random: Random): string {
  const digits = (most: number): string => random.some(random.int(1, most), () => String(random.int(0, 9))).join('');
  const whole = random.chance(0.5)
    ? String(random.int(0, 9))
    : String(random.int(1, 9)) + digits(random.chance(0.1) ? 20 : 3);
  const exponent = random.chance(0.2)
    ? random.pick(['e', 'E']) + random.pick(['', '+', '-']) + String(random.int(0, random.chance(0.1) ? 330 : 9))
    : '';
  return `${random.chance(0.2) ? '-' : ''}${whole}.${digits(random.chance(0.1) ? 20 : 2)}${exponent}`;
}

/** A decimal with one digit before and one behind the point, so that two of them are often equal. */
export function shortDecimal(random: Random): number {
  return random.int(0, 99) / 10;
}

/** A number of any kind that JSON can say. */
export function anyNumber(random: Random): number {
  const number = random.oneOf(
    () => random.pick(INTEGERS),
    () => random.pick(FRACTIONS),
    () => Number(decimal(random)),
    () => shortDecimal(random),
  );
  return Number.isFinite(number) ? number : 1;
}

/** A JSON value of any kind, not deep. */
export function anyJson(random: Random, depth: number = 2): JsonValue {
  return random.oneOf<JsonValue>(
    () => random.pick(WORDS),
    () => anyNumber(random),
    () => random.chance(0.5),
    () => null,
    () => (depth > 0 ? random.some(random.int(0, 3), () => anyJson(random, depth - 1)) : []),
    () =>
      depth > 0
        ? Object.fromEntries(random.some(random.int(0, 3), () => [random.pick(WORDS), anyJson(random, depth - 1)]))
        : {},
  );
}

/** The instant around which all generated dates lie. */
export const MIDDLE_MS: number = Date.UTC(2026, 5, 15, 12, 0, 0);

/** A date so many hours from the middle, in one of the spellings that RFC 3339 allows. */
export function dateAt(random: Random, hours: number): string {
  const date = new Date(MIDDLE_MS + Math.round(hours * 3_600_000));
  const text = date.toISOString();
  return random.oneOf(
    () => text,
    () => text.replace(/\.\d+Z/, 'Z'),
    () => new Date(date.getTime() + 2 * 3_600_000).toISOString().replace(/\.\d+Z/, '+02:00'),
    () => new Date(date.getTime() - 3.5 * 3_600_000).toISOString().replace('Z', '-03:30'),
    () => text.replace('Z', '123Z'),
    () => text.replace(/\.\d+Z/, random.pick(['.5Z', '.05Z', '.123456789Z', '.000000001Z'])),
  );
}

/** What stands where a date should, in spellings that are wrong or nearly right. */
export const ODD_DATES: readonly JsonValue[] = [
  'garbage',
  '',
  12,
  null,
  '2026-06-15',
  '2026-06-15T12:00:00',
  '2026-06-15t12:00:00z',
  '2026-06-15 12:00:00Z',
  '2026-02-29T00:00:00Z',
  '2028-02-29T00:00:00Z',
  '2026-06-31T00:00:00Z',
  '2026-06-15T24:00:00Z',
  '2026-06-15T23:59:60Z',
  '2026-06-15T12:00:00.Z',
  '2026-06-15T12:00:00,5Z',
  '2026-06-15T12:00:00+24:00',
  '2026-06-15T12:00:00+0200',
  '2026-6-15T12:00:00Z',
  '0000-01-01T00:00:00Z',
  '9999-12-31T23:59:59.999999999Z',
  '2026-06-15T2:00:00Z',
  '1969-12-31T23:59:59.5Z',
  '2026-06-15T12:00:00.1234567891Z',
];
