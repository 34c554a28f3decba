import type { Evaluation, JsonValue } from '../evaluator.ts';
import type { ResidentFlag } from './resident-flag.ts';
import type { ResidentInstance } from './resident-instance.ts';

/** By number, as `assembly/answer.ts` has them. */
const REASONS = ',TARGETING_MATCH,TARGETING_MATCH_SPLIT,SPLIT,DISABLED,DEFAULT,STATIC,ERROR'.split(',');
const ERROR_CODES = ',PARSE_ERROR,GENERAL,TARGETING_KEY_MISSING,FLAG_CONFIG'.split(',');

/** Where a value comes from, as `assembly/answer.ts` numbers it. */
const NOWHERE = 0;
const VARIATIONS = 1;
const ELSEWHERE = 2;

/** Reads an outcome, and what of the flag goes with it. */
export function readAnswer(instance: ResidentInstance, { address, source }: ResidentFlag, outcome: number): Evaluation {
  const field = (index: number): number => instance.word(outcome + index * 4);
  const ofFlag = (index: number): number => instance.word(address + index * 4);
  const reason = REASONS[field(0)] ?? '';
  const errorCode = ERROR_CODES[field(1)] ?? '';
  const origin = field(3);
  const variation = instance.text(field(4), field(5));
  const ruleName = instance.text(field(7), field(8));
  // A flag that could not be read says nothing about itself.
  const isKnown = reason !== '';
  const version = isKnown ? ofFlag(3) : 0;

  let value = origin === VARIATIONS ? member(member(source, 'variations'), variation) : undefined;
  // A name that is no well-formed text is another one in the engine.
  if (value === undefined && origin !== NOWHERE) value = JSON.parse(instance.print(0, field(6)));

  let metadata: Evaluation['metadata'];
  if (field(9) !== 0) {
    if (ofFlag(4) === VARIATIONS) metadata = member(source, 'metadata') as Evaluation['metadata'];
    else if (ofFlag(4) === ELSEWHERE) metadata = JSON.parse(instance.print(1, address));
    if (ruleName !== '') metadata = Object.freeze({ ...metadata, evaluatedRuleName: ruleName });
    else if (metadata !== undefined && Object.keys(metadata).length === 0) metadata = undefined;
  }

  return Object.freeze({
    value: value ?? undefined,
    variation,
    reason,
    errorCode,
    errorDetails: errorCode === '' ? '' : instance.print(2, outcome),
    ruleName,
    cacheable: field(2) !== 0,
    trackEvents: isKnown && ofFlag(2) !== 0,
    version: version === 0 ? '' : instance.text(instance.word(version + 8), instance.word(version + 4)),
    metadata,
    validUntilMs: Number.POSITIVE_INFINITY,
  });
}

function member(object: JsonValue | undefined, name: string): JsonValue | undefined {
  return (object as { readonly [name: string]: JsonValue } | undefined)?.[name];
}
