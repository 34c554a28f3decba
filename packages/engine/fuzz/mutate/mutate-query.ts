import { brokenQuery } from '../generate/broken-query.ts';
import { comparison } from '../generate/nikunjy-query.ts';
import type { Random } from '../generate/random.ts';

const SWAPS: readonly (readonly [RegExp, string])[] = [
  [/ and /, ' or '],
  [/ or /, ' and '],
  [/ eq /, ' ne '],
  [/ gt /, ' ge '],
  [/ lt /, ' le '],
  [/ co /, ' sw '],
  [/ sw /, ' ew '],
  [/==/, '==='],
  [/!=/, '!=='],
  [/</, '<='],
  [/>/, '>='],
  [/"and"/, '"or"'],
  [/\(/, 'not ('],
  [/"var"/, '"missing"'],
  [/"some"/, '"all"'],
  [/"all"/, '"none"'],
  [/"max"/, '"min"'],
  [/"in"/, '"contains_any"'],
  [/ pr/, ' eq null'],
  [/true/, 'false'],
  [/(\d)/, '$1.0'],
  [/(\d)\b/, '$10'],
];

/** A variant of a query: another operator, another case, a piece of another query, one character changed. */
export function mutateQuery(random: Random, query: string): string {
  return random.oneOf(
    () => {
      const [pattern, replacement] = random.pick(SWAPS);
      return query.replace(pattern, replacement);
    },
    () => `${query} ${random.pick(['and', 'or'])} ${comparison(random)}`,
    () => `${comparison(random)} ${random.pick(['and', 'or'])} ${query}`,
    () => `${random.pick(['not ', 'NOT', ''])}(${query})`,
    () => swapCase(random, query),
    () => brokenQuery(random, query),
  );
}

function swapCase(random: Random, query: string): string {
  const at = random.int(0, query.length);
  const piece = query.slice(at, at + random.int(1, 12));
  return (
    query.slice(0, at) +
    (random.chance(0.5) ? piece.toUpperCase() : piece.toLowerCase()) +
    query.slice(at + piece.length)
  );
}
