import { toUint32 } from '../number/integer';
import { Share, Shares } from './shape';

/**
 * Variations share the buckets in the reverse order of their names.
 *
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/flag/rule.go (getPercentageBuckets)
 */
const PER_PERCENT: f64 = 1000;

/** How many buckets there are. */
export function bucketsOf(shares: Shares): u32 {
  let sum: f64 = 0;
  for (let i: u32 = 0; i != shares.count; i++) sum += shares.at(i).value;
  return toUint32(sum * PER_PERCENT);
}

/** Who owns the bucket; null when nobody does. */
export function shareOf(shares: Shares, bucket: u32): Share | null {
  let start: f64 = 0;
  for (let i: u32 = 0; i != shares.count; i++) {
    const share = shares.at(i);
    const end = start + share.value * PER_PERCENT;
    if (toUint32(start) <= bucket && toUint32(end) > bucket) return share;
    start = end;
  }
  return null;
}

/** A part of exactly 100 percent makes the rule count as fixed. */
export function isSplit(shares: Shares | null): bool {
  if (!shares || shares.count == 0) return false;
  for (let i: u32 = 0; i != shares.count; i++) {
    if (shares.at(i).value == 100) return false;
  }
  return true;
}
