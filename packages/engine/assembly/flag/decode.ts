import { Instant } from '../date/instant';
import { parseRfc3339 } from '../date/rfc3339';
import { hasHugeNumber } from '../json/parse';
import { allocateClear } from '../memory/arena';
import { Kind, Node } from '../memory/node';
import { isExactly, isField } from './name';
import { Experiment, Flag, Flip, Layer, Progressive, ProgressiveStep, Rule } from './shape';
import { mergeShares, sharesOf } from './shares';

/**
 * JSON into a flag, as Go's `encoding/json` fills the reference's structures: unknown members are skipped, a member of the wrong type is an
 * error (`false` here), null takes a pointer away and leaves everything else as it is, and a member that comes twice fills the same
 * structure twice.
 *
 * @see https://github.com/golang/go/blob/go1.26.0/src/encoding/json/decode.go
 */
export function decodeFlag(object: Node, flag: Flag): bool {
  if (object.kind == Kind.NULL) return true;
  if (object.kind != Kind.OBJECT) return false;
  for (let member = object.first; member; member = member!.next) {
    if (!decodeMember(member, flag, false)) return false;
  }
  return true;
}

export function newFlag(): Flag {
  return changetype<Flag>(allocateClear(offsetof<Flag>()));
}

export function newRule(): Rule {
  return changetype<Rule>(allocateClear(offsetof<Rule>()));
}

function decodeMember(member: Node, flag: Flag, isStep: bool): bool {
  if (isField(member, 'variations')) {
    if (member.kind == Kind.NULL) {
      flag.variations = null;
      flag.hasVariations = false;
      return true;
    }
    flag.variations = addLayer(flag.variations, member, !isStep && !flag.hasVariations && isExactly(member, 'variations'));
    flag.hasVariations = true;
    return isMapOfAny(member);
  }
  if (isField(member, 'targeting')) return decodeRules(member, flag);
  if (isField(member, 'bucketingKey')) {
    flag.bucketingKey = textOf(member);
    return isTextOrNull(member);
  }
  if (isField(member, 'defaultRule')) {
    if (member.kind == Kind.NULL) {
      flag.defaultRule = null;
      return true;
    }
    let rule = flag.defaultRule;
    if (!rule) {
      rule = newRule();
      flag.defaultRule = rule;
    }
    return decodeRule(member, rule);
  }
  if (isField(member, 'experimentation')) return decodeExperiment(member, flag);
  if (isField(member, 'scheduledRollout')) return decodeSteps(member, flag);
  if (isField(member, 'trackEvents')) {
    flag.trackEvents = flipOf(member);
    return isFlipOrNull(member);
  }
  if (isField(member, 'disable')) {
    flag.disable = flipOf(member);
    return isFlipOrNull(member);
  }
  if (isField(member, 'version')) {
    flag.version = textOf(member);
    return isTextOrNull(member);
  }
  if (isField(member, 'metadata')) {
    if (member.kind == Kind.NULL) {
      flag.metadata = null;
      return true;
    }
    flag.metadata = addLayer(flag.metadata, member, !isStep && !flag.metadata && isExactly(member, 'metadata'));
    return isMapOfAny(member);
  }
  if (isStep && isField(member, 'date')) {
    if (!isDateOrNull(member)) return false;
    flag.date = dateOf(member);
    return true;
  }
  return true;
}

/** In a slice that is already filled, Go decodes over the elements it finds. */
function decodeRules(list: Node, flag: Flag): bool {
  if (list.kind == Kind.NULL) {
    flag.rules = null;
    return true;
  }
  if (list.kind != Kind.ARRAY) return false;
  let last: Rule | null = null;
  let rule = flag.rules;
  for (let element = list.first; element; element = element!.next) {
    if (!rule) {
      rule = newRule();
      if (last) last.next = rule;
      else flag.rules = rule;
    }
    if (!decodeRule(element, rule)) return false;
    last = rule;
    rule = rule.next;
  }
  if (last) last.next = null;
  else flag.rules = null;
  return true;
}

function decodeRule(object: Node, rule: Rule): bool {
  if (object.kind == Kind.NULL) return true;
  if (object.kind != Kind.OBJECT) return false;
  for (let member = object.first; member; member = member!.next) {
    let ok = true;
    if (isField(member, 'name')) {
      rule.name = textOf(member);
      ok = isTextOrNull(member);
    } else if (isField(member, 'query')) {
      rule.query = textOf(member);
      ok = isTextOrNull(member);
    } else if (isField(member, 'variation')) {
      rule.variation = textOf(member);
      ok = isTextOrNull(member);
    } else if (isField(member, 'percentage')) {
      ok = decodeShares(member, rule);
    } else if (isField(member, 'progressiveRollout')) {
      ok = decodeProgressive(member, rule);
    } else if (isField(member, 'disable')) {
      rule.disable = flipOf(member);
      ok = isFlipOrNull(member);
    }
    if (!ok) return false;
  }
  return true;
}

function decodeShares(object: Node, rule: Rule): bool {
  if (object.kind == Kind.NULL) {
    rule.shares = null;
    return true;
  }
  if (object.kind != Kind.OBJECT || !isDecodable(object)) return false;
  const shares = sharesOf(object);
  if (!shares) return false;
  rule.shares = rule.shares ? mergeShares(rule.shares, shares, false) : shares;
  return true;
}

function decodeProgressive(object: Node, rule: Rule): bool {
  if (object.kind == Kind.NULL) {
    rule.progressive = null;
    return true;
  }
  if (object.kind != Kind.OBJECT) return false;
  let progressive = rule.progressive;
  if (!progressive) {
    progressive = changetype<Progressive>(allocateClear(offsetof<Progressive>()));
    rule.progressive = progressive;
  }
  for (let member = object.first; member; member = member!.next) {
    const initial = isField(member, 'initial');
    if (!initial && !isField(member, 'end')) continue;
    let step = initial ? progressive.initial : progressive.end;
    if (member.kind == Kind.NULL) step = null;
    else if (!step) step = newProgressiveStep();
    if (initial) progressive.initial = step;
    else progressive.end = step;
    if (step && !decodeProgressiveStep(member, step)) return false;
  }
  return true;
}

export function newProgressiveStep(): ProgressiveStep {
  return changetype<ProgressiveStep>(allocateClear(offsetof<ProgressiveStep>()));
}

function decodeProgressiveStep(object: Node, step: ProgressiveStep): bool {
  if (object.kind != Kind.OBJECT) return false;
  for (let member = object.first; member; member = member!.next) {
    if (isField(member, 'variation')) {
      if (!isTextOrNull(member)) return false;
      step.variation = textOf(member);
    } else if (isField(member, 'percentage')) {
      if (member.kind != Kind.NULL && (member.kind != Kind.NUMBER || !isDecodable(member))) return false;
      step.hasPercentage = member.kind == Kind.NUMBER;
      step.percentage = member.kind == Kind.NUMBER ? member.number : 0;
    } else if (isField(member, 'date')) {
      if (!isDateOrNull(member)) return false;
      step.date = dateOf(member);
    }
  }
  return true;
}

function decodeExperiment(object: Node, flag: Flag): bool {
  if (object.kind == Kind.NULL) {
    flag.experiment = null;
    return true;
  }
  if (object.kind != Kind.OBJECT) return false;
  let experiment = flag.experiment;
  if (!experiment) {
    experiment = changetype<Experiment>(allocateClear(offsetof<Experiment>()));
    flag.experiment = experiment;
  }
  for (let member = object.first; member; member = member!.next) {
    const start = isField(member, 'start');
    if (!start && !isField(member, 'end')) continue;
    if (!isDateOrNull(member)) return false;
    if (start) experiment.start = dateOf(member);
    else experiment.end = dateOf(member);
  }
  return true;
}

function decodeSteps(list: Node, flag: Flag): bool {
  if (list.kind == Kind.NULL) {
    flag.steps = null;
    flag.hasSteps = false;
    return true;
  }
  if (list.kind != Kind.ARRAY) return false;
  flag.hasSteps = true;
  let last: Flag | null = null;
  let step = flag.steps;
  for (let element = list.first; element; element = element!.next) {
    if (!step) {
      step = newFlag();
      if (last) last.nextStep = step;
      else flag.steps = step;
    }
    if (element.kind != Kind.NULL) {
      if (element.kind != Kind.OBJECT) return false;
      for (let member = element.first; member; member = member!.next) {
        if (!decodeMember(member, step, true)) return false;
      }
    }
    last = step;
    step = step.nextStep;
  }
  if (last) last.nextStep = null;
  else flag.steps = null;
  return true;
}

function addLayer(layers: Layer | null, object: Node, plain: bool): Layer {
  const layer = changetype<Layer>(allocateClear(offsetof<Layer>()));
  layer.object = object;
  layer.plain = plain;
  if (!layers) return layer;
  let last: Layer = layers;
  for (let next = last.next; next; next = last.next) last = next;
  last.next = layer;
  return layers;
}

export function isMapOfAny(object: Node): bool {
  return object.kind == Kind.OBJECT && isDecodable(object);
}

/** A number that no float can hold is an error where it is decoded, and only there. */
export function isDecodable(node: Node): bool {
  if (!hasHugeNumber) return true;
  if (node.kind == Kind.NUMBER) return abs(node.number) != Infinity;
  if (node.kind < Kind.ARRAY) return true;
  for (let child = node.first; child; child = child!.next) {
    if (!isDecodable(child)) return false;
  }
  return true;
}

function isTextOrNull(node: Node): bool {
  return node.kind == Kind.STRING || node.kind == Kind.NULL;
}

function textOf(node: Node): Node | null {
  return node.kind == Kind.STRING ? node : null;
}

function isFlipOrNull(node: Node): bool {
  return node.kind <= Kind.TRUE;
}

function flipOf(node: Node): Flip {
  return node.kind == Kind.TRUE ? Flip.ON : node.kind == Kind.FALSE ? Flip.OFF : Flip.ABSENT;
}

const probe = changetype<Instant>(memory.data(offsetof<Instant>(), 8));

/** Go hands the raw text to the time's own decoder, which does not unescape. */
function isDateOrNull(node: Node): bool {
  if (node.kind == Kind.NULL) return true;
  return node.kind == Kind.STRING && !node.escaped && parseRfc3339(node.text, node.length, probe);
}

/** The date that `isDateOrNull` has just read. */
function dateOf(node: Node): Instant | null {
  if (node.kind == Kind.NULL) return null;
  const instant = changetype<Instant>(allocateClear(offsetof<Instant>()));
  instant.seconds = probe.seconds;
  instant.nanos = probe.nanos;
  instant.unprintable = probe.unprintable;
  return instant;
}
