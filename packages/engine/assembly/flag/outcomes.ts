import { hash } from '../hash';
import { allocate, trim } from '../memory/arena';
import { Kind, Node } from '../memory/node';
import { sameText } from '../text/compare';
import { CompiledFlag } from './compiled';
import { Outcome } from './shape';

/**
 * Most flags say one of a few things: `true`, by the variation `on`, because of a rule. Outcomes of which a host could not tell one from the other
 * are one, so that it reads each of them once for all flags of a configuration. The reference has no such thing.
 */
@unmanaged
export class Outcomes {
  private buckets: u64;
}

const BUCKETS: u32 = 64;
export const OUTCOMES_BYTES: i32 = 256;

@unmanaged
class Entry {
  next: Entry | null;
  outcome: Outcome;
  /** The first flag that had it. */
  flag: CompiledFlag;
}

/** The outcome that says the same, if there is one: then `outcome`, which is the latest allocation, is given back. */
export function shareOutcome(outcomes: Outcomes, outcome: Outcome, flag: CompiledFlag): Outcome {
  const value = outcome.value;
  if (!value || !isShared(value) || flag.metadataOrigin) return outcome;
  const hashed = hash(outcome.reason, outcome.variation, outcome.variationLength);
  const bucket = changetype<usize>(outcomes) + ((hashed & (BUCKETS - 1)) << 2);
  for (let at = load<Entry | null>(bucket); at; at = at!.next) {
    if (saysTheSame(at.outcome, outcome) && flagsSayTheSame(at.flag, flag)) {
      trim(changetype<usize>(outcome));
      return at.outcome;
    }
  }
  const entry = changetype<Entry>(allocate(offsetof<Entry>()));
  entry.outcome = outcome;
  entry.flag = flag;
  entry.next = load<Entry | null>(bucket);
  if (entry) store<Entry>(bucket, entry);
  return outcome;
}

/** Primitives; but no zero, whose sign a host knows and JSON.stringify drops, and no text whose escapes may have been halves of surrogate pairs. */
function isShared(value: Node): bool {
  return value.kind == Kind.STRING ? !value.escaped : value.kind == Kind.NUMBER ? value.number != 0 : value.kind < Kind.NUMBER;
}

function saysTheSame(a: Outcome, b: Outcome): bool {
  return (
    a.reason == b.reason &&
    a.cacheable == b.cacheable &&
    a.origin == b.origin &&
    sameText(a.variation, a.variationLength, b.variation, b.variationLength) &&
    sameText(a.ruleName, a.ruleNameLength, b.ruleName, b.ruleNameLength) &&
    sameValue(a.value!, b.value!)
  );
}

function sameValue(a: Node, b: Node): bool {
  if (a.kind != b.kind) return false;
  return a.kind == Kind.STRING ? sameText(a.text, a.length, b.text, b.length) : a.kind != Kind.NUMBER || a.number == b.number;
}

function flagsSayTheSame(a: CompiledFlag, b: CompiledFlag): bool {
  const left = a.version;
  const right = b.version;
  if (a.trackEvents != b.trackEvents || !left != !right) return false;
  return !left || !right || sameText(left.text, left.length, right.text, right.length);
}
