import { allocateClear } from './memory/arena';
import { Fault, fault } from './memory/fault';
import { member, Node } from './memory/node';
import { Flag, Layer, Outcome } from './flag/shape';

/**
 * What an answer consists of besides its value, in numbers that are part of the ABI. An error of a flag still names a variation, `SdkDefault`; one that
 * comes before the flag could be read, or out of a panic of the reference, names nothing and says nothing of the flag.
 *
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/flag/resolution_detail.go
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/flag/resolution_reason.go
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/flag/error_code.go
 */

/** Why the flag answers what it answers. */
export enum Reason {
  NONE,
  TARGETING_MATCH,
  TARGETING_MATCH_SPLIT,
  SPLIT,
  DISABLED,
  DEFAULT,
  STATIC,
  ERROR,
}

/** The reference's error codes. */
export enum ErrorCode {
  NONE,
  PARSE_ERROR,
  GENERAL,
  TARGETING_KEY_MISSING,
  FLAG_CONFIG,
}

/** What is wrong; see `describe`. */
export enum Detail {
  NONE,
  NOT_JSON,
  WRONG_TYPE,
  TOO_DEEP,
  NO_MEMORY,
  BAD_INPUT,
  PANIC,
  UNPRINTABLE_DATE,
  NO_TARGETING_KEY,
  NO_BUCKETING_KEY,
  EMPTY_BUCKETING_KEY,
  BAD_BUCKETING_KEY,
  NO_KEY_FOR_RULE,
  NO_DEFAULT_RULE,
  NO_VARIATION,
  NO_SHARE,
  BAD_PROGRESSIVE,
}

/** Where a value comes from. */
export enum Origin {
  /** The caller's default applies. */
  NOWHERE,
  /** The member of that name in the flag's own `variations`. */
  VARIATIONS,
  /** Somewhere else, such as a step of the schedule: only the engine knows. */
  ELSEWHERE,
}

export function newOutcome(reason: Reason, cacheable: bool): Outcome {
  const outcome = changetype<Outcome>(allocateClear(offsetof<Outcome>()));
  outcome.reason = reason;
  outcome.cacheable = cacheable;
  outcome.withMetadata = true;
  return outcome;
}

/** An error that says nothing about the flag: no variation, no reason, no metadata, and none of what the flag says of itself. */
export function bareError(code: ErrorCode, detail: Detail): Outcome {
  return makeBare(changetype<Outcome>(allocateClear(offsetof<Outcome>())), code, detail);
}

function makeBare(outcome: Outcome, code: ErrorCode, detail: Detail): Outcome {
  outcome.errorCode = code;
  outcome.detail = detail;
  return outcome;
}

/** An error of this flag. */
export function flagError(code: ErrorCode, detail: Detail, subject: Node | null): Outcome {
  const outcome = newOutcome(Reason.ERROR, false);
  outcome.errorCode = code;
  outcome.detail = detail;
  outcome.subject = subject;
  nameSdkDefault(outcome);
  return outcome;
}

const tooDeep = changetype<Outcome>(memory.data(offsetof<Outcome>()));
const noMemory = changetype<Outcome>(memory.data(offsetof<Outcome>()));

/** The answer to more nesting or more data than the engine takes; it needs no memory itself. */
export function faultOutcome(): Outcome {
  return fault == Fault.NO_MEMORY
    ? makeBare(noMemory, ErrorCode.PARSE_ERROR, Detail.NO_MEMORY)
    : makeBare(tooDeep, ErrorCode.PARSE_ERROR, Detail.TOO_DEEP);
}

/** A variation that may or may not exist. */
export function setVariation(outcome: Outcome, flag: Flag, name: usize, length: u32): void {
  outcome.variation = name;
  outcome.variationLength = length;
  outcome.value = null;
  outcome.origin = Origin.NOWHERE;
  for (let layer: Layer | null = flag.variations; layer; layer = layer!.next) {
    const found = member(layer.object, name, length);
    if (!found) continue;
    outcome.value = found;
    outcome.origin = layer.plain ? Origin.VARIATIONS : Origin.ELSEWHERE;
  }
}

/** `SdkDefault` in UTF-8. */
const SDK_DEFAULT = memory.data<u8>([0x53, 0x64, 0x6b, 0x44, 0x65, 0x66, 0x61, 0x75, 0x6c, 0x74]);

export function nameSdkDefault(outcome: Outcome): void {
  outcome.variation = SDK_DEFAULT;
  outcome.variationLength = 10;
}
