/** The known name that a mistyped one most likely means, by edit distance without regard to case. More than three edits are no typing mistake. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  const within = (edits: number): string | undefined =>
    known.find((other) => edits < other.length / 2 && isWithin(edits, name.toLowerCase(), other.toLowerCase()));
  return within(0) ?? within(1) ?? within(2) ?? within(3);
}

/**
 * Whether so many edits lead from one text to the other. What both begin with needs none.
 *
 * @see {@link https://en.wikipedia.org/wiki/Levenshtein_distance | Levenshtein distance}, by its definition: it branches at edits only.
 */
function isWithin(edits: number, from: string, to: string): boolean {
  if (from === '' || to === '') return from.length + to.length <= edits;
  const isSame = from[0] === to[0];
  const rest = isSame ? edits : edits - 1;
  const shorter = from.slice(1);
  return (
    rest >= 0 &&
    (isWithin(rest, shorter, to.slice(1)) ||
      (!isSame && (isWithin(rest, shorter, to) || isWithin(rest, from, to.slice(1)))))
  );
}
