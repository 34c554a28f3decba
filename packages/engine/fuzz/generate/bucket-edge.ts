import type { JsonObject } from './context.ts';
import type { Random } from './random.ts';

const BUCKETS = 100_000;

/** FNV-1a over the flag's key and the targeting key: where the reference puts a user among a hundred thousand buckets. */
function bucketOf(flagKey: string, targetingKey: string): number {
  let hash = 2_166_136_261;
  for (const byte of new TextEncoder().encode(flagKey + targetingKey)) hash = Math.imul(hash ^ byte, 16_777_619) >>> 0;
  return hash % BUCKETS;
}

/** A percentage in whose last thousandth this user is, or just is not. */
export function edgeFor(random: Random, flagKey: string, { targetingKey }: JsonObject): number | undefined {
  if (typeof targetingKey !== 'string') return undefined;
  const edge = bucketOf(flagKey, targetingKey) + random.pick([-1, 0, 1, 2, 0.5, 0.999]);
  return edge > 0 && edge < BUCKETS ? edge / 1000 : undefined;
}

/** Shares of a hundred, one of which ends where this user is. The last name comes first. */
export function sharesAtEdge(random: Random, names: readonly string[], edge: number): JsonObject {
  const [first = 'a', second = 'b', third] = [...names].sort().reverse();
  if (third === undefined || random.chance(0.5)) return { [first]: edge, [second]: 100 - edge };
  const before = edge * random.pick([0, 0.25, 0.5]);
  return { [first]: before, [second]: edge - before, [third]: 100 - edge };
}
