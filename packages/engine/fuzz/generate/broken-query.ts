import type { Random } from './random.ts';

const STRAY = [
  '$',
  '[',
  ']',
  '"',
  '\\',
  '%',
  '=',
  ';',
  '.',
  ',',
  'not ',
  '!',
  '(',
  ')',
  ' ',
  '\u00e9',
  '-',
  '+',
  'E1',
  '0',
  '{',
  '}',
];

/** A query damaged in one of the ways in which people damage them. */
export function brokenQuery(random: Random, query: string): string {
  const cut = random.int(0, query.length);
  return random.oneOf(
    () => query.slice(0, cut),
    () => query.slice(cut),
    () => query.replace(' ', ''),
    () => `${query} and`,
    () => `${query})`,
    () => `(${query}`,
    () => query.replace(/"/, ''),
    () => query.replace(/ and | or /, ' xor '),
    () => query.toUpperCase(),
    () => query.replaceAll(' ', '  '),
    () => ` ${query}`,
    () => `${query} `,
    () => `${query.slice(0, cut)}${random.pick(STRAY)}${query.slice(cut)}`,
    () => query.slice(0, cut) + query.slice(cut + 1),
    () => query.replaceAll(' ', '\t'),
    () => query.replace(' pr', ' PR'),
    () => `not ${query}`,
    () => `not(${query}`,
    () =>
      random.pick(['"x" eq "x"', '1 eq 1', 'true', '(', ')', '((((', 'a', 'a eq', 'a eq ', 'eq 1', 'and', '[]', '""']),
    () => query.replace(/\[/, '[ ').replace(/\]/, ' ]'),
    () => query.replace(/\[.*?\]/, '[]'),
    () => query.replace(/,/, ' ,'),
  );
}
