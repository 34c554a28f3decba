import type { EvaluationInput } from '../../conformance/vector.ts';
import type { JsonValue } from '../../src/evaluator.ts';
import { Random } from '../generate/random.ts';

const SHUFFLES = 64;

/** Every object of shares in a flag, and all of them merged, as a schedule may merge them. */
function sharesIn(value: JsonValue, found: (readonly [string, number])[][] = []): (readonly [string, number])[][] {
  if (typeof value !== 'object' || value === null) return found;
  for (const [key, member] of Object.entries(value)) {
    if (key.toLowerCase() === 'percentage' && typeof member === 'object' && member !== null) {
      found.push(Object.entries(member).filter((share): share is [string, number] => typeof share[1] === 'number'));
    } else {
      sharesIn(member, found);
    }
  }
  return found;
}

function bucketsOf(shares: readonly number[]): number {
  return Math.trunc(shares.reduce((sum, share) => sum + share, 0) * 1000);
}

/**
 * Whether a sum of shares, in thousandths, depends on the order of addition. The reference adds in the order of a Go map,
 * which differs from process to process, so that there is no right answer; ours is deterministic.
 */
export function dependsOnOrderOfAddition(input: EvaluationInput): boolean {
  const objects = sharesIn(input.flag);
  const merged = [...new Map(objects.flat())];
  const random = new Random(1);
  return [...objects, merged].some((entries) => {
    const shares = entries.map(([, share]) => share);
    const first = bucketsOf(shares);
    return Array.from({ length: SHUFFLES }).some(() => {
      for (let at = shares.length - 1; at > 0; at--) {
        const other = random.int(0, at);
        [shares[at], shares[other]] = [shares[other] ?? 0, shares[at] ?? 0];
      }
      return bucketsOf(shares) !== first;
    });
  });
}
