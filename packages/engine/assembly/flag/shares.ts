import { allocate } from '../memory/arena';
import { Kind, Node } from '../memory/node';
import { compareText } from '../text/compare';
import { Share, Shares } from './shape';

/**
 * The reference keeps the parts of a rollout in a map and sorts their names for each evaluation, the last one first; here they lie sorted. Merging
 * is what a scheduled step does to them: there a negative part, which means nothing elsewhere, takes a variation out.
 *
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/flag/rule.go (getPercentageBuckets, MergeRules)
 */

/** The parts of one JSON object of numbers; null when a member is neither a number nor null (which Go reads as 0). */
export function sharesOf(object: Node): Shares | null {
  const shares = newShares(object.length);
  for (let member = object.first; member; member = member!.next) {
    if (member.kind != Kind.NUMBER && member.kind != Kind.NULL) return null;
    put(shares, member.key, member.keyLength, member.kind == Kind.NUMBER ? member.number : 0);
  }
  sort(shares);
  keepLastOfEach(shares);
  return shares;
}

/** `base` with every part of `update` set; with `removing`, a negative part takes the variation out instead. */
export function mergeShares(base: Shares | null, update: Shares, removing: bool): Shares {
  const merged = newShares(update.count + (base ? base.count : 0));
  let i: u32 = 0;
  let j: u32 = 0;
  while ((base && i < base.count) || j < update.count) {
    let order = 1;
    if (base && i < base.count) {
      const left = base.at(i);
      order = j < update.count ? compareNames(left, update.at(j)) : 1;
      if (j == update.count || order > 0) {
        put(merged, left.name, left.nameLength, left.value);
        i++;
        continue;
      }
      if (order == 0) i++;
    }
    const right = update.at(j++);
    if (!removing || !(right.value < 0)) put(merged, right.name, right.nameLength, right.value);
  }
  return merged;
}

function newShares(capacity: u32): Shares {
  const shares = changetype<Shares>(allocate(offsetof<Shares>()));
  shares.count = 0;
  shares.first = allocate(<usize>capacity * offsetof<Share>());
  return shares;
}

function put(shares: Shares, name: usize, nameLength: u32, value: f64): void {
  if (!shares.first) return;
  const share = shares.at(shares.count++);
  share.name = name;
  share.nameLength = nameLength;
  share.value = value;
  share.outcome = null;
}

function compareNames(left: Share, right: Share): i32 {
  return compareText(left.name, left.nameLength, right.name, right.nameLength);
}

/** Merge sort, last name first, equal names in their order. */
function sort(shares: Shares): void {
  const count = shares.count;
  if (count < 2) return;
  const size = offsetof<Share>();
  let from = shares.first;
  let to = allocate(<usize>count * size);
  if (!to) return;
  for (let run: u32 = 1; run < count; run <<= 1) {
    for (let start: u32 = 0; start < count; start += run << 1) {
      const middle = min(start + run, count);
      const end = min(middle + run, count);
      let i = start;
      let j = middle;
      for (let k = start; k != end; k++) {
        const left = changetype<Share>(from + <usize>i * size);
        const right = changetype<Share>(from + <usize>j * size);
        const takeLeft = j >= end || (i < middle && compareNames(left, right) >= 0);
        memory.copy(to + <usize>k * size, changetype<usize>(takeLeft ? left : right), size);
        if (takeLeft) i++;
        else j++;
      }
    }
    const swap = from;
    from = to;
    to = swap;
  }
  shares.first = from;
}

function keepLastOfEach(shares: Shares): void {
  let kept: u32 = 0;
  for (let i: u32 = 0; i < shares.count; i++) {
    if (i + 1 < shares.count && compareNames(shares.at(i), shares.at(i + 1)) == 0) continue;
    if (kept != i) memory.copy(changetype<usize>(shares.at(kept)), changetype<usize>(shares.at(i)), offsetof<Share>());
    kept++;
  }
  shares.count = kept;
}
