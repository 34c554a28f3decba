import type { Random } from './random.ts';
import { decimal, EMAILS, INTEGERS, PATHS, shortDecimal, VERSIONS, WORDS } from './vocabulary.ts';

/** The spellings of each operator. */
const OPERATORS = {
  eq: ['eq', 'EQ', '=='],
  ne: ['ne', 'NE', '!='],
  gt: ['gt', 'GT', '>'],
  lt: ['lt', 'LT', '<'],
  ge: ['ge', 'GE', '>='],
  le: ['le', 'LE', '<='],
  co: ['co', 'CO'],
  sw: ['sw', 'SW'],
  ew: ['ew', 'EW'],
  in: ['in', 'IN'],
} as const;

const ORDERED = ['eq', 'ne', 'gt', 'lt', 'ge', 'le'] as const;
const PARTS = ['co', 'sw', 'ew'] as const;
const TEXT_PATHS = new Set([
  'email',
  'firstname',
  'country',
  'version',
  'company.name',
  'company.owner.name',
  'targetingKey',
  'key',
]);
const WHOLE_PATHS = new Set(['age', 'score', 'company.owner.id', 'n']);

const quoted = (text: string): string => `"${text}"`;
const escaped = (text: string): string => JSON.stringify(text).slice(1, -1);

const NUMBERS = [
  '3.14',
  '0.1',
  '-2.5',
  '1.5',
  '1.0e2',
  '2.50',
  '1.5E-1',
  '1e2',
  '5E+1',
  '-0',
  '-0.0',
  '1e400',
  '1.0e-400',
  '0.30000000000000004',
  '9223372036854775807',
  '9223372036854775808',
  '-9223372036854775808',
  '-9223372036854775809',
  '18446744073709551615',
  '18446744073709551616',
  '12345678901234567890',
  '1.7976931348623157e308',
  '10e0',
];
const PLAIN_VERSIONS = [
  '1.2.3',
  '0.0.0',
  '10.20.30',
  '1.2.10',
  '2.0.0',
  '1.0.0',
  '1.2.3-beta.1',
  '10.0.0-10',
  '1.2.3+b',
  '1.2.3-1',
];

/** A value that is likely to decide a comparison with what this path holds. */
function fittingLiteral(random: Random, path: string): string | undefined {
  if (path === 'email') return quoted(random.pick([...EMAILS, '@corp.example', '@gofeatureflag.org', 'john', 'JOHN']));
  if (path === 'country') return quoted(random.pick(['FR', 'us', 'De', 'fr ']));
  if (path === 'firstname') return quoted(escaped(random.pick(WORDS)));
  if (WHOLE_PATHS.has(path)) return String(BigInt(random.pick(INTEGERS)));
  if (path === 'rate' && random.chance(0.5)) return shortDecimal(random).toFixed(random.int(1, 2));
  if (path === 'rate' || path === 'company.size')
    return random.pick(['3', '3.14', '120', '4', '0.1', '1e3', '3.0', '-2.5', '2.5']);
  if (path === 'pro' || path === 'anonymous') return random.pick(['true', 'false']);
  if (path === 'version') return random.chance(0.8) ? random.pick(PLAIN_VERSIONS) : quoted(random.pick(VERSIONS));
  if (path.startsWith('company')) return quoted(random.pick(['my_company', 'MY', 'acme', 'other']));
  return undefined;
}

function literal(random: Random, path: string): string {
  const fitting = random.chance(0.65) ? fittingLiteral(random, path) : undefined;
  return (
    fitting ??
    random.oneOf(
      () => quoted(escaped(random.pick(WORDS))),
      () => quoted(random.pick(EMAILS)),
      () => String(BigInt(random.pick(INTEGERS))),
      () => random.pick(NUMBERS),
      () => decimal(random),
      () => random.pick(['true', 'false', 'null']),
      () => random.pick(PLAIN_VERSIONS),
    )
  );
}

function list(random: Random, path: string): string {
  const kind = WHOLE_PATHS.has(path)
    ? 'int'
    : path === 'rate'
      ? random.pick(['double', 'int'])
      : random.pick(['text', 'text', 'text', 'int', 'double']);
  const item = (): string => {
    if (kind === 'int') return String(random.pick([0, 1, 2, 3, 30, 42, 18, 1000, 9007199254740991]));
    if (kind === 'double')
      return random.chance(0.5)
        ? shortDecimal(random).toFixed(1)
        : random.pick(['3.14', '0.1', '1.5', '3.0', '4.0', '-2.5', '1.0e2']);
    return quoted(escaped(random.pick([...WORDS, ...EMAILS, 'FR', 'my_company'])));
  };
  const items = random.some(random.int(1, 5), item);
  return `[${items.map((text, at) => (at === 0 ? text : `${random.pick([',', ', ', ',  '])}${text}`)).join('')}]`;
}

/** One comparison. */
export function comparison(random: Random): string {
  const path = random.chance(0.95)
    ? random.pick(PATHS)
    : random.pick(['Email', 'x', 'not', 'and', 'pr', 'eq', 'a.b.c', 'A-b:c_1', 'trueish', 'n1']);
  const kind = random.unit();
  if (kind < 0.12) return `${path} pr`;
  if (kind < 0.27) return `${path} ${random.pick(OPERATORS.in)} ${list(random, path)}`;
  const operator =
    TEXT_PATHS.has(path) && random.chance(0.5)
      ? random.pick(PARTS)
      : random.chance(0.9)
        ? random.pick(ORDERED)
        : random.pick([...PARTS, 'in'] as const);
  return `${path} ${random.pick<string>(OPERATORS[operator])} ${literal(random, path)}`;
}

/** A query that the grammar accepts, or nearly. */
export function nikunjyQuery(random: Random, depth: number): string {
  const kind = random.unit();
  if (depth <= 0 || kind < 0.3) return comparison(random);
  if (kind < 0.75) {
    const join = random.pick(['and', 'or']);
    return `${nikunjyQuery(random, depth - 1)} ${join} ${nikunjyQuery(random, depth - 1)}`;
  }
  const not = random.chance(0.4) ? random.pick(['not', 'NOT']) + random.pick([' ', '']) : '';
  const [open, close] = random.chance(0.3) ? ['( ', ' )'] : ['(', ')'];
  return `${not}${open}${nikunjyQuery(random, depth - 1)}${close}`;
}

/** The same query over several lines, now and then. */
export function perhapsMultiline(random: Random, query: string): string {
  if (!random.chance(0.1)) return query;
  return query
    .split(' ')
    .map((word, at) => (at === 0 ? word : (random.chance(0.2) ? random.pick(['\n   ', ' \n', '\n']) : ' ') + word))
    .join('');
}
