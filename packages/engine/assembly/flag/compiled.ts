import { Attribute, AttributeList, Attributes, collectAttributes, need, Role } from '../attribute';
import { bareError, Detail, ErrorCode, faultOutcome, flagError, Origin } from '../answer';
import { compareInstants, Instant, toMilliseconds } from '../date/instant';
import { allocate, allocateClear, Arena, enter } from '../memory/arena';
import { fault } from '../memory/fault';
import { Node } from '../memory/node';
import { compileQuery } from '../query/query';
import { needBucketingAttribute, requiresBucketing } from './bucketing';
import { applySteps, hasUnprintableDate, panicked, sortSteps } from './schedule';
import { decodeFlag, newFlag } from './decode';
import { Outcomes } from './outcomes';
import { Flag, Flip, Outcome } from './shape';

/**
 * A flag ready to be evaluated. Its phases, one for each number of due steps, are compiled when they are first needed; the reference applies the
 * due steps anew for each evaluation. The order of the first fields is part of the ABI.
 *
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/flag/internal_flag.go (Value, applyScheduledRolloutSteps)
 */
@unmanaged
export class CompiledFlag {
  /** What the host has to fill in before it evaluates. Grows when a new phase reads more. */
  attributes: AttributeList;
  /** Whether the clock can matter to this flag. */
  readsClock: u32;
  trackEvents: u32;
  version: Node | null;
  /** Where its metadata are, as for values. */
  metadataOrigin: u32;
  /** The flag that was compiled after this one. */
  next: CompiledFlag | null;

  /** Set when the flag cannot be evaluated at all. */
  broken: Outcome | null;
  flag: Flag;
  key: usize;
  keyLength: u32;
  table: Attributes;
  /** Outcomes that flags have in common; null where the flag is alone. */
  outcomes: Outcomes | null;
  date: Attribute | null;
  ruleDate: Attribute | null;
  /** Steps in the order of their dates. */
  steps: usize;
  stepCount: u32;
  phases: Phase | null;
}

/** A flag between two steps of its schedule. */
@unmanaged
export class Phase {
  next: Phase | null;
  /** How many steps are due. */
  index: u32;
  broken: Outcome | null;
  flag: Flag;
  requiresBucketing: bool;
  /** Where the path of a bucketing key begins. */
  bucketing: Attribute | null;
  /** Otherwise; null where nobody asks who the user is. */
  targetingKey: Attribute | null;
  disabled: Outcome | null;
  errors: Outcome | null;
}

/** When the next step is due, in milliseconds; Infinity without one. */
export let nextStepAt: f64 = Infinity;

/**
 * Flags out of an array of keys and flags in turn, chained; a broken one for what is no such array. The chain ends with the flag that a fault
 * has stopped.
 */
export function compileFlags(array: Node | null, table: Attributes, outcomes: Outcomes): CompiledFlag {
  const first = newCompiledFlag(newFlag(), table);
  let key = array ? array.first : null;
  if (!key) {
    first.broken = brokenDocument();
    return first;
  }
  // All are decoded before the first query is read: decoding asks what the latest document was like.
  for (let compiled = first; ; ) {
    const document = key.next;
    compiled.key = key.text;
    compiled.keyLength = key.length;
    if (!document || !decodeFlag(document, compiled.flag)) compiled.broken = bareError(ErrorCode.PARSE_ERROR, Detail.WRONG_TYPE);
    key = document ? document.next : null;
    if (!key || fault) break;
    const next = newCompiledFlag(newFlag(), table);
    compiled.next = next;
    compiled = next;
  }
  for (let compiled: CompiledFlag | null = first; compiled; compiled = compiled.next) {
    compiled.outcomes = outcomes;
    prepare(compiled);
    if (fault) compiled.next = null;
  }
  return first;
}

/** The answer to a document that could not be parsed. */
export function brokenDocument(): Outcome {
  return fault ? faultOutcome() : bareError(ErrorCode.PARSE_ERROR, Detail.NOT_JSON);
}

export function newCompiledFlag(flag: Flag, table: Attributes): CompiledFlag {
  const compiled = changetype<CompiledFlag>(allocateClear(offsetof<CompiledFlag>()));
  compiled.flag = flag;
  compiled.table = table;
  compiled.attributes = changetype<AttributeList>(allocateClear(offsetof<AttributeList>()));
  return compiled;
}

/** What follows from a flag that has been decoded. */
export function prepare(compiled: CompiledFlag): void {
  const flag = compiled.flag;
  if (fault) compiled.broken = faultOutcome();
  if (compiled.broken) return;
  compiled.trackEvents = flag.trackEvents != Flip.OFF;
  compiled.version = flag.version;
  const metadata = flag.metadata;
  if (metadata) compiled.metadataOrigin = metadata.plain && !metadata.next ? Origin.VARIATIONS : Origin.ELSEWHERE;
  collectAttributes(compiled.table, compiled.attributes);
  if (flag.hasSteps) {
    let count: u32 = 0;
    for (let step = flag.steps; step; step = step!.nextStep) count++;
    compiled.steps = allocate(<usize>count << 2);
    if (compiled.steps) compiled.stepCount = sortSteps(flag, compiled.steps);
    needDate(compiled);
  } else {
    addPhase(compiled, 0);
  }
}

function needDate(compiled: CompiledFlag): void {
  compiled.readsClock = true;
  if (!compiled.date) compiled.date = need(Role.DATE);
  if (!compiled.ruleDate) compiled.ruleDate = need(Role.RULE_DATE);
}

/** The phase of that moment. A new one may have added attributes. */
export function phaseAt(compiled: CompiledFlag, now: Instant): Phase {
  let due: u32 = 0;
  nextStepAt = Infinity;
  for (; due < compiled.stepCount; due++) {
    const date = load<Flag>(compiled.steps + (<usize>due << 2)).date!;
    if (compareInstants(date, now) > 0) {
      nextStepAt = toMilliseconds(date);
      break;
    }
  }
  for (let phase = compiled.phases; phase; phase = phase!.next) {
    if (phase.index == due) return phase;
  }
  collectAttributes(compiled.table, compiled.attributes);
  return addPhase(compiled, due);
}

function addPhase(compiled: CompiledFlag, due: u32): Phase {
  const phase = changetype<Phase>(allocateClear(offsetof<Phase>()));
  phase.index = due;
  phase.next = compiled.phases;
  compiled.phases = phase;
  let flag = compiled.flag;
  if (flag.hasSteps) {
    if (hasUnprintableDate(flag)) {
      const broken = flagError(ErrorCode.GENERAL, Detail.UNPRINTABLE_DATE, null);
      broken.withMetadata = false;
      phase.broken = broken;
      return phase;
    }
    flag = applySteps(flag, compiled.steps, due);
    if (panicked) {
      phase.broken = bareError(ErrorCode.GENERAL, Detail.PANIC);
      return phase;
    }
  }
  phase.flag = flag;
  phase.requiresBucketing = requiresBucketing(flag);
  const path = flag.bucketingKey;
  if (path && path.length) phase.bucketing = needBucketingAttribute(path);
  else if (phase.requiresBucketing) phase.targetingKey = need(Role.TARGETING_KEY);
  if (flag.experiment) needDate(compiled);
  const defaultRule = flag.defaultRule;
  if (defaultRule && defaultRule.progressive) needDate(compiled);
  for (let rule = flag.rules; rule; rule = rule!.next) {
    rule.compiled = compileQuery(rule.query);
    if (rule.progressive) needDate(compiled);
  }
  if (fault) phase.broken = faultOutcome();
  return phase;
}

/** An error of this phase, made in `keep` when it is first met. */
export function phaseError(phase: Phase, code: ErrorCode, detail: Detail, keep: Arena): Outcome {
  for (let error = phase.errors; error; error = error!.next) {
    if (error.detail == detail) return error;
  }
  const outer = enter(keep);
  const error = flagError(code, detail, phase.flag.bucketingKey);
  enter(outer);
  error.next = phase.errors;
  phase.errors = error;
  return error;
}
