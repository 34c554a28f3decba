import type { Evaluation, JsonValue } from '../evaluator.ts';
import type { ResidentFlag } from './resident-flag.ts';
import type { ResidentInstance } from './resident-instance.ts';
import {
  FLAG_METADATA_ORIGIN,
  FLAG_TRACK_EVENTS,
  FLAG_VERSION,
  NODE_LENGTH,
  NODE_TEXT,
  OUTCOME_CACHEABLE,
  OUTCOME_ERROR_CODE,
  OUTCOME_ORIGIN,
  OUTCOME_REASON,
  OUTCOME_RULE_NAME,
  OUTCOME_RULE_NAME_LENGTH,
  OUTCOME_VALUE,
  OUTCOME_VARIATION,
  OUTCOME_VARIATION_LENGTH,
  OUTCOME_WITH_METADATA,
  PRINT_DETAIL,
  PRINT_METADATA,
  PRINT_NODE,
} from './resident-layout.ts';

/** By number, as `assembly/answer.ts` has them. */
const REASONS = ',TARGETING_MATCH,TARGETING_MATCH_SPLIT,SPLIT,DISABLED,DEFAULT,STATIC,ERROR'.split(',');
const ERROR_CODES = ',PARSE_ERROR,GENERAL,TARGETING_KEY_MISSING,FLAG_CONFIG'.split(',');

/** Where a value comes from, as `assembly/answer.ts` numbers it. */
const NOWHERE = 0;
const VARIATIONS = 1;
const ELSEWHERE = 2;

/** Reads an outcome, and what of the flag goes with it. */
export function readAnswer(instance: ResidentInstance, { address, source }: ResidentFlag, outcome: number): Evaluation {
  const field = (offset: number): number => instance.word(outcome + offset);
  const ofFlag = (offset: number): number => instance.word(address + offset);
  const reason = REASONS[field(OUTCOME_REASON)] ?? '';
  const errorCode = ERROR_CODES[field(OUTCOME_ERROR_CODE)] ?? '';
  const origin = field(OUTCOME_ORIGIN);
  const variation = instance.text(field(OUTCOME_VARIATION), field(OUTCOME_VARIATION_LENGTH));
  const ruleName = instance.text(field(OUTCOME_RULE_NAME), field(OUTCOME_RULE_NAME_LENGTH));
  // A flag that could not be read says nothing about itself.
  const isKnown = reason !== '';
  const version = isKnown ? ofFlag(FLAG_VERSION) : 0;

  let value = origin === VARIATIONS ? member(member(source, 'variations'), variation) : undefined;
  // A name that is no well-formed text is another one in the engine.
  if (value === undefined && origin !== NOWHERE) value = JSON.parse(instance.print(PRINT_NODE, field(OUTCOME_VALUE)));

  let metadata: Evaluation['metadata'];
  if (field(OUTCOME_WITH_METADATA) !== 0) {
    if (ofFlag(FLAG_METADATA_ORIGIN) === VARIATIONS) metadata = member(source, 'metadata') as Evaluation['metadata'];
    else if (ofFlag(FLAG_METADATA_ORIGIN) === ELSEWHERE) metadata = JSON.parse(instance.print(PRINT_METADATA, address));
    if (ruleName !== '') metadata = Object.freeze({ ...metadata, evaluatedRuleName: ruleName });
    else if (metadata !== undefined && Object.keys(metadata).length === 0) metadata = undefined;
  }

  return Object.freeze({
    value: value ?? undefined,
    variation,
    reason,
    errorCode,
    errorDetails: errorCode === '' ? '' : instance.print(PRINT_DETAIL, outcome),
    ruleName,
    cacheable: field(OUTCOME_CACHEABLE) !== 0,
    trackEvents: isKnown && ofFlag(FLAG_TRACK_EVENTS) !== 0,
    version:
      version === 0 ? '' : instance.text(instance.word(version + NODE_TEXT), instance.word(version + NODE_LENGTH)),
    metadata,
    validUntilMs: Number.POSITIVE_INFINITY,
  });
}

function member(object: JsonValue | undefined, name: string): JsonValue | undefined {
  return (object as { readonly [name: string]: JsonValue } | undefined)?.[name];
}
