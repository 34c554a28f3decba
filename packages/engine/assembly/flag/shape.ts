import { Instant } from '../date/instant';
import { Node } from '../memory/node';
import { Query } from '../query/query';

/**
 * A flag as the reference decodes it. Go's pointers become null or `Flip.ABSENT`; strings and values stay the JSON nodes they were read from.
 *
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/flag/internal_flag.go
 */

/** Go's `*bool`. */
export enum Flip {
  ABSENT,
  OFF,
  ON,
}

/** JSON objects that together make one map: later ones win, and in each the later member. */
@unmanaged
export class Layer {
  object: Node;
  next: Layer | null;
  /** From the flag itself and under its exact name, so that the host finds it in its own copy of the flag. */
  plain: bool;
}

/** One variation's part of a percentage rollout. */
@unmanaged
export class Share {
  value: f64;
  name: usize;
  nameLength: u32;
  /** What the flag answers when this part is drawn; made when it first is. */
  outcome: Outcome | null;
  /** Parts lie side by side, and each begins with a float: the JavaScript twin reads floats at multiples of eight only. */
  private padding: u32;
}

/** A map from variation to part, sorted by name, last name first, names unique. */
@unmanaged
export class Shares {
  count: u32;
  first: usize;

  @inline at(index: u32): Share {
    return changetype<Share>(this.first + <usize>index * offsetof<Share>());
  }
}

@unmanaged
export class ProgressiveStep {
  variation: Node | null;
  date: Instant | null;
  percentage: f64;
  hasPercentage: bool;
  outcome: Outcome | null;
}

@unmanaged
export class Progressive {
  initial: ProgressiveStep | null;
  end: ProgressiveStep | null;
}

@unmanaged
export class Rule {
  next: Rule | null;
  name: Node | null;
  query: Node | null;
  variation: Node | null;
  shares: Shares | null;
  progressive: Progressive | null;
  disable: Flip;
  /** The compiled query; null: matches everybody. */
  compiled: Query | null;
  /** What the flag answers with the rule's fixed variation. */
  outcome: Outcome | null;
}

@unmanaged
export class Experiment {
  start: Instant | null;
  end: Instant | null;
}

@unmanaged
export class Flag {
  variations: Layer | null;
  hasVariations: bool;
  rules: Rule | null;
  bucketingKey: Node | null;
  defaultRule: Rule | null;
  experiment: Experiment | null;
  /** Steps of the schedule in the order of the document, chained through `nextStep`. */
  steps: Flag | null;
  hasSteps: bool;
  trackEvents: Flip;
  disable: Flip;
  version: Node | null;
  metadata: Layer | null;
  /** When this flag is a step: its date and its successor. */
  date: Instant | null;
  nextStep: Flag | null;
}

/**
 * Everything the flag says in one case. Made once and found again by its address: a host keeps its own answer beside the address, and reads
 * the fields only once. Their order is part of the ABI.
 */
@unmanaged
export class Outcome {
  reason: u32;
  errorCode: u32;
  cacheable: u32;
  origin: u32;
  variation: usize;
  variationLength: u32;
  value: Node | null;
  ruleName: usize;
  ruleNameLength: u32;
  /** Whether the flag's metadata go with the answer. */
  withMetadata: u32;
  detail: u32;
  /** What the detail is about: a path of the flag. */
  subject: Node | null;
  /** Next error of the same phase. */
  next: Outcome | null;
}
