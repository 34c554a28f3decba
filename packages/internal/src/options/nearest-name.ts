/** A name further away than this is no typing mistake. */
const FARTHEST = 3;

/** The known name that a mistyped one most likely means, by edit distance without regard to case. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  let nearest: string | undefined;
  let shortest = FARTHEST + 1;
  for (const candidate of known) {
    const distance = editDistance(name.toLowerCase(), candidate.toLowerCase());
    if (distance < shortest && distance < candidate.length / 2) {
      shortest = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

/** @see {@link https://en.wikipedia.org/wiki/Levenshtein_distance | Levenshtein distance}, one row at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let i = 1; i <= from.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= to.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (from[i - 1] === to[j - 1] ? 0 : 1);
      next[j] = Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1);
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
