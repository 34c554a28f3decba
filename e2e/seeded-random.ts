/** Numbers from 0 (included) to 1 (excluded), the same for the same seed. */
export type Random = () => number;

/**
 * A small generator, good enough to shuffle actions.
 *
 * @see {@link https://github.com/bryc/code/blob/master/jshash/PRNGs.md#mulberry32 | mulberry32}
 */
export function seededRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** One of a list. */
export function pick<T>(random: Random, list: readonly T[]): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new RangeError('There is nothing to pick from.');
  return found;
}
