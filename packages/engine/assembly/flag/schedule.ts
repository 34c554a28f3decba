import { compareInstants, Instant } from '../date/instant';
import { allocate, allocateClear } from '../memory/arena';
import { Node } from '../memory/node';
import { sameText } from '../text/compare';
import { newFlag, newProgressiveStep, newRule } from './decode';
import { Experiment, Flag, Flip, Layer, Progressive, ProgressiveStep, Rule } from './shape';
import { mergeShares } from './shares';

/**
 * The flag after the due steps of its schedule, oldest first.
 *
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/flag/internal_flag.go (applyScheduledRolloutSteps)
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/flag/rule.go (MergeRules, MergeSetOfRules)
 */

/**
 * The reference dereferences null where a step changes a default rule or one end of a progressive rollout that the flag does not have. Its
 * panic becomes an answer with nothing but an error.
 */
export let panicked: bool = false;

/** The flag with the steps in `due` (in this order) merged; the flag and its steps stay as they are. */
export function applySteps(flag: Flag, due: usize, count: u32): Flag {
  panicked = false;
  const merged = newFlag();
  memory.copy(changetype<usize>(merged), changetype<usize>(flag), offsetof<Flag>());
  merged.rules = copyRules(flag.rules);
  const defaultRule = flag.defaultRule;
  if (defaultRule) merged.defaultRule = copyRule(defaultRule);
  for (let i: u32 = 0; i < count; i++) {
    applyStep(merged, load<Flag>(due + (<usize>i << 2)));
    if (panicked) break;
  }
  return merged;
}

function applyStep(flag: Flag, step: Flag): void {
  mergeRules(flag, step.rules);
  if (step.disable) flag.disable = step.disable;
  const update = step.defaultRule;
  if (update) {
    const rule = flag.defaultRule;
    if (rule) mergeRule(rule, update);
    else if (update.disable || update.query || update.variation || update.progressive || update.shares) panicked = true;
  }
  // Into a flag without variations the reference copies in vain.
  if (flag.hasVariations) flag.variations = concatenate(flag.variations, step.variations);
  const experiment = step.experiment;
  if (experiment) {
    const copy = changetype<Experiment>(allocateClear(offsetof<Experiment>()));
    const current = flag.experiment;
    copy.start = experiment.start ? experiment.start : current ? current.start : null;
    copy.end = experiment.end ? experiment.end : current ? current.end : null;
    flag.experiment = copy;
  }
}

function concatenate(base: Layer | null, added: Layer | null): Layer | null {
  if (!base) return copyLayers(added);
  const copy = copyLayers(base)!;
  let last = copy;
  for (let next = last.next; next; next = last.next) last = next;
  last.next = copyLayers(added);
  return copy;
}

function copyLayers(layers: Layer | null): Layer | null {
  let first: Layer | null = null;
  let last: Layer | null = null;
  for (; layers; layers = layers!.next) {
    const copy = changetype<Layer>(allocateClear(offsetof<Layer>()));
    copy.object = layers.object;
    copy.plain = layers.plain;
    if (last) last.next = copy;
    else first = copy;
    last = copy;
  }
  return first;
}

function mergeRules(flag: Flag, updates: Rule | null): void {
  if (!updates) return;
  for (let rule = flag.rules; rule; rule = rule!.next) {
    const update = namedUpdate(updates, rule);
    if (update) mergeRule(rule, update);
    if (panicked) return;
  }
  const original = flag.rules;
  let last = flag.rules;
  for (let next = last ? last.next : null; next; next = last!.next) last = next;
  let appended: Rule | null = null;
  let tail: Rule | null = null;
  for (let update: Rule | null = updates; update; update = update.next) {
    if (hasMerged(original, updates, update)) continue;
    const copy = copyRule(update);
    if (tail) tail.next = copy;
    else appended = copy;
    tail = copy;
  }
  if (last) last.next = appended;
  else flag.rules = appended;
}

/** The last update that carries a name, and the rule's; a rule without a name counts as one with an empty name. */
function namedUpdate(updates: Rule, rule: Rule): Rule | null {
  let found: Rule | null = null;
  for (let update: Rule | null = updates; update; update = update.next) {
    if (update.name && sameName(update.name, rule.name)) found = update;
  }
  return found;
}

/** Whether some rule of that name has been merged already: then the update is not appended. */
function hasMerged(rules: Rule | null, updates: Rule, update: Rule): bool {
  for (let rule = rules; rule; rule = rule!.next) {
    if (sameName(rule.name, update.name) && namedUpdate(updates, rule)) return true;
  }
  return false;
}

function sameName(left: Node | null, right: Node | null): bool {
  return sameText(left ? left.text : 0, left ? left.length : 0, right ? right.text : 0, right ? right.length : 0);
}

function mergeRule(rule: Rule, update: Rule): void {
  if (update.disable) rule.disable = update.disable;
  if (update.query) rule.query = update.query;
  if (update.variation) rule.variation = update.variation;
  const progressive = update.progressive;
  if (progressive) {
    let current = rule.progressive;
    if (!current) {
      current = changetype<Progressive>(allocateClear(offsetof<Progressive>()));
      current.initial = newProgressiveStep();
      current.end = newProgressiveStep();
    }
    mergeProgressiveStep(current.initial, progressive.initial);
    mergeProgressiveStep(current.end, progressive.end);
    rule.progressive = current;
  }
  const shares = update.shares;
  if (shares) rule.shares = mergeShares(rule.shares, shares, true);
}

function mergeProgressiveStep(step: ProgressiveStep | null, update: ProgressiveStep | null): void {
  if (!update) return;
  if (!step) {
    if (update.variation || update.date || update.hasPercentage) panicked = true;
    return;
  }
  if (update.variation) step.variation = update.variation;
  if (update.date) step.date = update.date;
  if (update.hasPercentage) {
    step.percentage = update.percentage;
    step.hasPercentage = true;
  }
}

function copyRules(rules: Rule | null): Rule | null {
  let first: Rule | null = null;
  let last: Rule | null = null;
  for (; rules; rules = rules!.next) {
    const copy = copyRule(rules);
    if (last) last.next = copy;
    else first = copy;
    last = copy;
  }
  return first;
}

function copyRule(rule: Rule): Rule {
  const copy = newRule();
  memory.copy(changetype<usize>(copy), changetype<usize>(rule), offsetof<Rule>());
  copy.next = null;
  const shares = rule.shares;
  // A copy of its own, because the parts remember their outcomes.
  if (shares) copy.shares = mergeShares(null, shares, false);
  const progressive = rule.progressive;
  if (progressive) {
    const twin = changetype<Progressive>(allocateClear(offsetof<Progressive>()));
    twin.initial = copyProgressiveStep(progressive.initial);
    twin.end = copyProgressiveStep(progressive.end);
    copy.progressive = twin;
  }
  return copy;
}

function copyProgressiveStep(step: ProgressiveStep | null): ProgressiveStep | null {
  if (!step) return null;
  const copy = newProgressiveStep();
  memory.copy(changetype<usize>(copy), changetype<usize>(step), offsetof<ProgressiveStep>());
  return copy;
}

/** The steps that have a date, sorted by it, equal dates in the order of the document: pointers in `into`. Returns their number. */
export function sortSteps(flag: Flag, into: usize): u32 {
  let count: u32 = 0;
  for (let step = flag.steps; step; step = step!.nextStep) {
    if (step.date) store<Flag>(into + (<usize>(count++) << 2), step);
  }
  const spare = allocate(<usize>count << 2);
  if (!spare) return 0;
  for (let run: u32 = 1; run < count; run <<= 1) {
    memory.copy(spare, into, <usize>count << 2);
    for (let start: u32 = 0; start < count; start += run << 1) mergeRuns(spare, into, start, min(start + run, count), min(start + run * 2, count));
  }
  return count;
}

function mergeRuns(from: usize, to: usize, start: u32, middle: u32, end: u32): void {
  let i = start;
  let j = middle;
  for (let k = start; k != end; k++) {
    const left = load<Flag>(from + (<usize>i << 2));
    const right = load<Flag>(from + (<usize>j << 2));
    const takeLeft = j >= end || (i < middle && compareInstants(left.date!, right.date!) <= 0);
    store<Flag>(to + (<usize>k << 2), takeLeft ? left : right);
    if (takeLeft) i++;
    else j++;
  }
}

/** With a schedule the reference prints the flag and reads it back, which fails for a date that Go cannot print. */
export function hasUnprintableDate(flag: Flag): bool {
  if (hasUnprintableDateItself(flag)) return true;
  for (let step = flag.steps; step; step = step!.nextStep) {
    if (hasUnprintableDate(step)) return true;
  }
  return false;
}

function hasUnprintableDateItself(flag: Flag): bool {
  const experiment = flag.experiment;
  if (experiment && (isUnprintable(experiment.start) || isUnprintable(experiment.end))) return true;
  if (isUnprintable(flag.date) || hasUnprintableStep(flag.defaultRule)) return true;
  for (let rule = flag.rules; rule; rule = rule!.next) {
    if (hasUnprintableStep(rule)) return true;
  }
  return false;
}

function hasUnprintableStep(rule: Rule | null): bool {
  const progressive = rule ? rule.progressive : null;
  if (!progressive) return false;
  const initial = progressive.initial;
  const end = progressive.end;
  return (initial && isUnprintable(initial.date)) || (end && isUnprintable(end.date));
}

function isUnprintable(date: Instant | null): bool {
  return date ? date.unprintable != 0 : false;
}
