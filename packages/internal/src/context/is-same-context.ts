import type { ContextLike } from './snapshot-context.ts';

/**
 * Whether two contexts have the same members, each the very same value. OpenFeature's SDK hands a shallow copy to every evaluation, so
 * this is the cheapest way to know that nothing was replaced.
 */
export function isSameContext(left: ContextLike, right: ContextLike): boolean {
  if (left === right) return true;
  let count = 0;
  for (const name in left) {
    if (left[name] !== right[name]) return false;
    count += 1;
  }
  for (const _ in right) count -= 1;
  return count === 0;
}
