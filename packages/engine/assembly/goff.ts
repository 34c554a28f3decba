import { bareError, Detail, ErrorCode, faultOutcome, Reason } from './answer';
import { Attribute, Attributes, ATTRIBUTES_BYTES, Role } from './attribute';
import { describe } from './describe';
import { evaluate, phaseFor } from './evaluate';
import { brokenDocument, CompiledFlag, newCompiledFlag, prepare } from './flag/compiled';
import { decodeFlag, isDecodable, isMapOfAny, newFlag } from './flag/decode';
import { isField } from './flag/name';
import { Flag, Layer, Outcome } from './flag/shape';
import { parseJson } from './json/parse';
import { beginText, quoteFrom, textLength, write, writeByte, writeMembers, writeNode, writeString } from './json/print';
import { allocateClear, Arena } from './memory/arena';
import { clearFault, fault } from './memory/fault';
import { appendMember, assign, Kind, kindOf, Node } from './memory/node';
import { toInt } from './number/integer';
import { isWord } from './text/compare';

/**
 * The GOFF face: one JSON document in, one out, nothing remembered. What GO Feature Flag's own WebAssembly evaluator offers.
 *
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/v1.55.2/cmd/wasm/main.go
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/utils/evaluation_ctx_converter.go
 */

// @ts-ignore: decorator
@external('wasi_snapshot_preview1', 'clock_time_get')
declare function clockTimeGet(clock: i32, precision: i64, into: usize): i32;

const clock = memory.data(8, 8);

let flag: Flag = changetype<Flag>(0);
let flagKey: Node | null = null;
let context: Node | null = null;
let enrichment: Node | null = null;
let sdkDefault: Node | null = null;

/** Leaves the answer as the current text; everything happens in `scratch`, which is current. */
export function answerDocument(start: usize, length: u32, scratch: Arena): void {
  clearFault();
  flag = newFlag();
  flagKey = null;
  context = null;
  enrichment = null;
  sdkDefault = null;
  let outcome: Outcome | null = null;
  let compiled: CompiledFlag | null = null;
  if (<u64>start + length > <u64>memory.size() << 16) {
    outcome = bareError(ErrorCode.PARSE_ERROR, Detail.BAD_INPUT);
  } else {
    const document = parseJson(start, length, 0);
    if (!document) {
      outcome = brokenDocument();
    } else if (!decodeQuestion(document)) {
      outcome = bareError(ErrorCode.PARSE_ERROR, Detail.WRONG_TYPE);
    } else {
      const table = changetype<Attributes>(allocateClear(ATTRIBUTES_BYTES));
      if (table) {
        compiled = newCompiledFlag(flag, table);
        const key = flagKey;
        if (key) {
          compiled.key = key.text;
          compiled.keyLength = key.length;
        }
        prepare(compiled);
        outcome = answer(compiled, scratch);
      }
    }
  }
  if (fault || !outcome) {
    outcome = faultOutcome();
    clearFault();
  }
  beginText();
  print(outcome, compiled);
  if (fault) {
    // Not even the answer fits: say at least that.
    clearFault();
    beginText();
    print(faultOutcome(), null);
  }
}

function answer(compiled: CompiledFlag, scratch: Arena): Outcome {
  fill(compiled);
  const phase = phaseFor(compiled, compiled.readsClock ? readClock() : 0);
  fill(compiled);
  return evaluate(compiled, phase, scratch);
}

function readClock(): f64 {
  clockTimeGet(0, 1000000, clock);
  return <f64>(load<u64>(clock) / 1000000);
}

function decodeQuestion(document: Node): bool {
  if (document.kind == Kind.NULL) return true;
  if (document.kind != Kind.OBJECT) return false;
  for (let member = document.first; member; member = member!.next) {
    if (isField(member, 'flagKey')) {
      if (member.kind == Kind.STRING) flagKey = member;
      else if (member.kind != Kind.NULL) return false;
    } else if (isField(member, 'flag')) {
      if (!decodeFlag(member, flag)) return false;
    } else if (isField(member, 'evalContext')) {
      if (member.kind != Kind.NULL && !isMapOfAny(member)) return false;
      context = join(context, member);
    } else if (isField(member, 'flagContext')) {
      if (!decodeFlagContext(member)) return false;
    }
  }
  return true;
}

function decodeFlagContext(object: Node): bool {
  if (object.kind == Kind.NULL) return true;
  if (object.kind != Kind.OBJECT) return false;
  for (let member = object.first; member; member = member!.next) {
    if (isField(member, 'evaluationContextEnrichment')) {
      if (member.kind != Kind.NULL && !isMapOfAny(member)) return false;
      enrichment = join(enrichment, member);
    } else if (isField(member, 'defaultSdkValue')) {
      if (!isDecodable(member)) return false;
      sdkDefault = member;
    }
  }
  return true;
}

/** A map that comes twice is filled twice; null empties it. */
function join(map: Node | null, object: Node): Node | null {
  if (object.kind == Kind.NULL) return null;
  if (!map) return object;
  const last = map.last;
  if (last) last.next = object.first;
  else map.first = object.first;
  if (object.last) map.last = object.last;
  map.length += object.length;
  return map;
}

/** Looks up everything that the flag reads. */
function fill(compiled: CompiledFlag): void {
  const attributes = compiled.attributes;
  for (let i: u32 = 0; i < attributes.count; i++) fillAttribute(attributes.at(i));
}

function fillAttribute(attribute: Attribute): void {
  const cell = attribute.node;
  if (cell.kind != Kind.ABSENT) return;
  switch (attribute.role) {
    case Role.CUSTOM:
      fillCustom(cell, attribute.name, attribute.nameLength);
      break;
    case Role.TARGETING_KEY: {
      cell.kind = Kind.STRING;
      const own = named(context, 'targetingKey');
      if (kindOf(own) == Kind.STRING) assign(cell, own);
      break;
    }
    case Role.ANONYMOUS: {
      const value = named(enrichment, 'anonymous');
      cell.kind = kindOf(value ? value : named(context, 'anonymous')) == Kind.TRUE ? Kind.TRUE : Kind.FALSE;
      break;
    }
    case Role.DATE:
      fillDate(cell, named(context, 'gofeatureflag'));
      break;
    case Role.RULE_DATE: {
      const value = named(enrichment, 'gofeatureflag');
      fillDate(cell, value ? value : named(context, 'gofeatureflag'));
      break;
    }
    case Role.WHOLE:
      cell.kind = Kind.OBJECT;
      copyMembers(cell, context);
      copyMembers(cell, enrichment);
  }
}

function fillCustom(cell: Node, name: usize, length: u32): void {
  const object = enrichment;
  for (let at = object ? object.first : null; at; at = at!.next) {
    if (at.keyLength == length && memory.compare(at.key, name, length) == 0) assign(cell, at);
  }
  if (cell.kind != Kind.ABSENT) return;
  const own = context;
  for (let at = own ? own.first : null; at; at = at!.next) {
    if (at.keyLength == length && memory.compare(at.key, name, length) == 0) assign(cell, at);
  }
  if (cell.kind != Kind.NUMBER) return;
  const whole = toInt(cell.number);
  if (<f64>whole == cell.number) {
    cell.kind = Kind.INT;
    cell.integer = whole;
  }
}

function fillDate(cell: Node, specifics: Node | null): void {
  if (kindOf(specifics) != Kind.OBJECT) return;
  const value = named(specifics, 'currentDateTime');
  if (kindOf(value) == Kind.STRING) assign(cell, value);
}

function copyMembers(target: Node, object: Node | null): void {
  for (let at = object ? object.first : null; at && !fault; at = at!.next) appendMember(target, at.key, at.keyLength, at);
}

function named(object: Node | null, name: string): Node | null {
  let found: Node | null = null;
  for (let at = object ? object.first : null; at; at = at!.next) {
    if (isWord(at.key, at.keyLength, name)) found = at;
  }
  return found;
}

function print(outcome: Outcome, compiled: CompiledFlag | null): void {
  const isBare = outcome.reason == Reason.NONE;
  write('{"trackEvents":');
  write(!isBare && compiled && compiled.trackEvents ? 'true' : 'false');
  write(',"variationType":');
  writeString(outcome.variation, outcome.variationLength);
  write(',"failed":');
  write(outcome.errorCode && !isBare ? 'true' : 'false');
  write(',"version":');
  let version: Node | null = null;
  if (!isBare && compiled) version = compiled.version;
  if (version) writeString(version.text, version.length);
  else write('""');
  write(',"reason":"');
  write(reasonName(outcome.reason));
  write('","errorCode":"');
  write(errorCodeName(outcome.errorCode));
  writeByte(0x22);
  if (outcome.detail) {
    write(',"errorDetails":');
    printDetails(outcome);
  }
  write(',"value":');
  writeNode(outcome.reason == Reason.DISABLED || outcome.reason == Reason.ERROR ? sdkDefault : outcome.value);
  write(',"cacheable":');
  write(outcome.cacheable ? 'true' : 'false');
  if (outcome.withMetadata) printMetadata(outcome);
  writeByte(0x7d);
}

/** The details are written as plain text, which is then put between quotes. */
function printDetails(outcome: Outcome): void {
  const start = textLength();
  describe(outcome);
  quoteFrom(start);
}

function printMetadata(outcome: Outcome): void {
  let more = false;
  for (let layer: Layer | null = flag.metadata; layer; layer = layer!.next) {
    if (!more && layer.object.length) {
      write(',"metadata":{');
    }
    more = writeMembers(layer.object, more);
  }
  if (outcome.ruleNameLength) {
    write(more ? ',"evaluatedRuleName":' : ',"metadata":{"evaluatedRuleName":');
    writeString(outcome.ruleName, outcome.ruleNameLength);
    more = true;
  }
  if (more) writeByte(0x7d);
}

function reasonName(reason: Reason): string {
  switch (reason) {
    case Reason.TARGETING_MATCH:
      return 'TARGETING_MATCH';
    case Reason.TARGETING_MATCH_SPLIT:
      return 'TARGETING_MATCH_SPLIT';
    case Reason.SPLIT:
      return 'SPLIT';
    case Reason.DISABLED:
      return 'DISABLED';
    case Reason.DEFAULT:
      return 'DEFAULT';
    case Reason.STATIC:
      return 'STATIC';
    case Reason.ERROR:
      return 'ERROR';
    default:
      return '';
  }
}

function errorCodeName(code: ErrorCode): string {
  switch (code) {
    case ErrorCode.PARSE_ERROR:
      return 'PARSE_ERROR';
    case ErrorCode.GENERAL:
      return 'GENERAL';
    case ErrorCode.TARGETING_KEY_MISSING:
      return 'TARGETING_KEY_MISSING';
    case ErrorCode.FLAG_CONFIG:
      return 'FLAG_CONFIG';
    default:
      return '';
  }
}
