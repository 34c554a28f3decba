/** A name further away than this is no typing mistake. */
const FARTHEST = 3;

/** The known name that a mistyped one most likely means, by edit distance without regard to case. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  for (let edits = 0; edits <= FARTHEST; edits += 1) {
    const isNear = (candidate: string): boolean =>
      edits < candidate.length / 2 && isWithin(edits, name.toLowerCase(), candidate.toLowerCase());
    const nearest = known.find(isNear);
    if (nearest !== undefined) return nearest;
  }
  return undefined;
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
