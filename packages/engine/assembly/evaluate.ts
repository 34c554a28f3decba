import { Detail, ErrorCode, faultOutcome, nameSdkDefault, newOutcome, Reason, setVariation } from './answer';
import { Attribute } from './attribute';
import { compareInstants, Instant, setMilliseconds, toMilliseconds, toNextMillisecond } from './date/instant';
import { parseRfc3339 } from './date/rfc3339';
import { followPath, ruleRequiresBucketing } from './flag/bucketing';
import { CompiledFlag, nextStepAt, Phase, phaseAt, phaseError } from './flag/compiled';
import { shareOutcome } from './flag/outcomes';
import { bucketsOf, isSplit, shareOf } from './flag/percentage';
import { isComplete, PROGRESSIVE_BUCKETS, progressiveStep, progressiveUntil } from './flag/progressive';
import { Flag, Flip, Outcome, Rule } from './flag/shape';
import { bucketOf } from './hash';
import { Arena, enter } from './memory/arena';
import { fault } from './memory/fault';
import { Kind, Node } from './memory/node';
import { matches } from './query/query';

/**
 * One flag for the current context, step by step as the reference goes.
 *
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/flag/internal_flag.go (Value, selectVariation)
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/flag/rule.go (Evaluate)
 */

/** Until when the answer holds, in milliseconds; Infinity where time does not matter. */
export let validUntil: f64 = Infinity;

const now = changetype<Instant>(memory.data(offsetof<Instant>(), 8));
const date = changetype<Instant>(memory.data(offsetof<Instant>(), 8));
const ruleDate = changetype<Instant>(memory.data(offsetof<Instant>(), 8));

/** Whether the context says what time it is, so that the clock does not matter. */
let isDatePinned: bool = false;
let isRuleDatePinned: bool = false;

/** The phase that holds at `milliseconds`, or at the date that the context pins. To be asked before `evaluate`: it may need more attributes. */
export function phaseFor(compiled: CompiledFlag, milliseconds: f64): Phase {
  validUntil = Infinity;
  if (!compiled.readsClock) return compiled.phases!;
  setMilliseconds(now, milliseconds);
  isDatePinned = readDate(compiled.date, date);
  const phase = phaseAt(compiled, date);
  if (!isDatePinned) validUntil = nextStepAt;
  isRuleDatePinned = readDate(compiled.ruleDate, ruleDate);
  return phase;
}

function readDate(attribute: Attribute | null, into: Instant): bool {
  const node = attribute ? attribute.node : null;
  if (node && node.kind == Kind.STRING && parseRfc3339(node.text, node.length, into)) return true;
  into.seconds = now.seconds;
  into.nanos = now.nanos;
  return false;
}

/** The answer. Outcomes are made in `keep`, once each; what is only needed meanwhile is made in the current arena. */
export function evaluate(compiled: CompiledFlag, phase: Phase, keep: Arena): Outcome {
  const broken = phase.broken;
  if (broken) return broken;
  const flag = phase.flag;

  const problem = findKey(phase);
  if (problem != Detail.NONE) return phaseError(phase, ErrorCode.TARGETING_KEY_MISSING, problem, keep);
  if (flag.disable == Flip.ON || isOutsideExperiment(flag)) return disabled(compiled, phase, keep);

  for (let rule = flag.rules; rule; rule = rule!.next) {
    if (keyLength == 0 && ruleRequiresBucketing(rule)) return misconfigured(phase, Detail.NO_KEY_FOR_RULE, keep);
    if (rule.disable == Flip.ON) continue;
    const query = rule.compiled;
    const applies = !query || matches(query);
    if (fault) return faultOutcome();
    if (applies) return serve(compiled, phase, rule, false, keep);
  }
  const defaultRule = flag.defaultRule;
  if (!defaultRule) return misconfigured(phase, Detail.NO_DEFAULT_RULE, keep);
  if (keyLength == 0 && ruleRequiresBucketing(defaultRule)) return misconfigured(phase, Detail.NO_KEY_FOR_RULE, keep);
  return serve(compiled, phase, defaultRule, true, keep);
}

let key: usize = 0;
let keyLength: u32 = 0;

/** Sets the key that users are distributed by; an empty one is allowed where nothing is distributed. */
function findKey(phase: Phase): Detail {
  const path = phase.flag.bucketingKey;
  const attribute = phase.bucketing;
  if (path && attribute) {
    const value = followPath(path, attribute);
    if (!value) return Detail.NO_BUCKETING_KEY;
    if (value.kind != Kind.STRING) return Detail.BAD_BUCKETING_KEY;
    setKey(value);
    return keyLength == 0 && phase.requiresBucketing ? Detail.EMPTY_BUCKETING_KEY : Detail.NONE;
  }
  const targetingKey = phase.targetingKey;
  if (!targetingKey) return Detail.NONE;
  setKey(targetingKey.node);
  // With `"bucketingKey": ""` the reference does not look whether there is a key.
  return keyLength == 0 && phase.requiresBucketing && !path ? Detail.NO_TARGETING_KEY : Detail.NONE;
}

function setKey(node: Node): void {
  key = node.text;
  keyLength = node.length;
}

function isOutsideExperiment(flag: Flag): bool {
  const experiment = flag.experiment;
  if (!experiment) return false;
  const start = experiment.start;
  const end = experiment.end;
  const before = start ? compareInstants(date, start) < 0 : false;
  const after = end ? compareInstants(date, end) > 0 : false;
  if (!isDatePinned) {
    if (before) validUntil = min(validUntil, toMilliseconds(start!));
    // The end itself still belongs to the experiment.
    else if (end && !after) validUntil = min(validUntil, toNextMillisecond(end));
  }
  return before || after;
}

/** The variation that a rule serves. */
function serve(compiled: CompiledFlag, phase: Phase, rule: Rule, isDefault: bool, keep: Arena): Outcome {
  const progressive = rule.progressive;
  if (progressive) {
    if (!isComplete(progressive)) return misconfigured(phase, Detail.BAD_PROGRESSIVE, keep);
    const bucket = bucketOf(compiled.key, compiled.keyLength, key, keyLength, PROGRESSIVE_BUCKETS);
    const step = progressiveStep(progressive, bucket, ruleDate);
    if (!isRuleDatePinned) validUntil = min(validUntil, progressiveUntil);
    let outcome = step.outcome;
    if (!outcome) {
      outcome = ruleOutcome(compiled, phase, rule, isDefault, step.variation!.text, step.variation!.length, keep);
      step.outcome = outcome;
    }
    return outcome;
  }
  const shares = rule.shares;
  if (shares && shares.count) {
    const bucket = bucketOf(compiled.key, compiled.keyLength, key, keyLength, bucketsOf(shares));
    const share = shareOf(shares, bucket);
    if (!share) return misconfigured(phase, Detail.NO_SHARE, keep);
    let outcome = share.outcome;
    if (!outcome) {
      outcome = ruleOutcome(compiled, phase, rule, isDefault, share.name, share.nameLength, keep);
      share.outcome = outcome;
    }
    return outcome;
  }
  const variation = rule.variation;
  if (!variation) return misconfigured(phase, Detail.NO_VARIATION, keep);
  let outcome = rule.outcome;
  if (!outcome) {
    outcome = ruleOutcome(compiled, phase, rule, isDefault, variation.text, variation.length, keep);
    rule.outcome = outcome;
  }
  return outcome;
}

function ruleOutcome(
  compiled: CompiledFlag,
  phase: Phase,
  rule: Rule,
  isDefault: bool,
  name: usize,
  length: u32,
  keep: Arena,
): Outcome {
  const flag = phase.flag;
  const splits = rule.progressive != null || isSplit(rule.shares);
  let reason: Reason;
  if (!isDefault) reason = splits ? Reason.TARGETING_MATCH_SPLIT : Reason.TARGETING_MATCH;
  else if (splits) reason = Reason.SPLIT;
  else reason = flag.rules ? Reason.DEFAULT : Reason.STATIC;

  const outer = enter(keep);
  let outcome = newOutcome(reason, isCacheable(flag) && !rule.progressive);
  setVariation(outcome, flag, name, length);
  const ruleName = rule.name;
  if (ruleName && !isDefault) {
    outcome.ruleName = ruleName.text;
    outcome.ruleNameLength = ruleName.length;
  }
  const outcomes = compiled.outcomes;
  if (outcomes) outcome = shareOutcome(outcomes, outcome, compiled);
  enter(outer);
  return outcome;
}

/** Whether nothing can change the answer by itself, as far as the whole flag goes. */
function isCacheable(flag: Flag): bool {
  return !flag.steps && !flag.experiment;
}

function misconfigured(phase: Phase, detail: Detail, keep: Arena): Outcome {
  return phaseError(phase, ErrorCode.FLAG_CONFIG, detail, keep);
}

function disabled(compiled: CompiledFlag, phase: Phase, keep: Arena): Outcome {
  let outcome = phase.disabled;
  if (!outcome) {
    const outer = enter(keep);
    // Judged by the flag before its steps, unlike everywhere else.
    outcome = newOutcome(Reason.DISABLED, isCacheable(compiled.flag));
    enter(outer);
    nameSdkDefault(outcome);
    phase.disabled = outcome;
  }
  return outcome;
}
