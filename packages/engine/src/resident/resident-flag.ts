import type { Evaluation, JsonValue } from '../evaluator.ts';
import type { AttributeSlot } from './attribute-slot.ts';
import { ERROR_CODES, Origin, REASONS } from './resident-exports.ts';
import type { ResidentInstance } from './resident-instance.ts';

/** A flag that has been compiled, with what it has answered so far. */
export class ResidentFlag {
  readonly address: number;
  readonly readsClock: boolean;
  attributes: readonly AttributeSlot[] = [];

  /** Number of the context that `answer` is for. */
  epoch = -1;
  /** Until when `answer` holds. */
  validUntilMs: number = Number.NEGATIVE_INFINITY;
  answer: Evaluation | undefined;

  readonly #source: JsonValue;
  /** Answers by the address of their outcome, all valid for ever; a date is added when one applies. */
  readonly #answers = new Map<number, Evaluation>();
  #lastOutcome = 0;
  #lastAnswer: Evaluation | undefined;

  constructor(instance: ResidentInstance, address: number, source: JsonValue) {
    this.address = address;
    this.#source = source;
    this.readsClock = instance.memory.word(address + 4) !== 0;
  }

  /** Addresses of the attributes that the flag reads. */
  attributeAddresses({ memory }: ResidentInstance): number[] {
    const list = memory.word(this.address);
    const count = list === 0 ? 0 : memory.word(list);
    const items = memory.word(list + 8);
    const addresses: number[] = [];
    for (let at = 0; at < count; at++) addresses.push(memory.word(items + at * 4));
    return addresses;
  }

  /** The answer that an outcome stands for. */
  answerFor(instance: ResidentInstance, outcome: number, validUntilMs: number): Evaluation {
    if (outcome === this.#lastOutcome && this.#lastAnswer?.validUntilMs === validUntilMs) return this.#lastAnswer;
    let answer = this.#answers.get(outcome);
    if (answer === undefined) {
      answer = this.#read(instance, outcome);
      this.#answers.set(outcome, answer);
    }
    if (validUntilMs !== Number.POSITIVE_INFINITY) answer = Object.freeze({ ...answer, validUntilMs });
    this.#lastOutcome = outcome;
    this.#lastAnswer = answer;
    return answer;
  }

  #read(instance: ResidentInstance, outcome: number): Evaluation {
    const { memory } = instance;
    const field = (index: number): number => memory.word(outcome + index * 4);
    const reason = REASONS[field(0)] ?? '';
    const errorCode = ERROR_CODES[field(1)] ?? '';
    const cacheable = field(2) !== 0;
    const origin = field(3);
    const variation = memory.text(field(4), field(5));
    const valueAddress = field(6);
    const ruleName = memory.text(field(7), field(8));
    const withMetadata = field(9) !== 0;
    // A flag that could not be read says nothing about itself.
    const known = reason !== '';
    const version = known ? memory.word(this.address + 12) : 0;
    return Object.freeze({
      value: this.#value(instance, origin, variation, valueAddress),
      variation,
      reason,
      errorCode,
      errorDetails: errorCode === '' ? '' : instance.print('DETAILS', outcome),
      ruleName,
      cacheable,
      trackEvents: known && memory.word(this.address + 8) !== 0,
      version: version === 0 ? '' : memory.text(memory.word(version + 8), memory.word(version + 4)),
      metadata: withMetadata ? this.#metadata(instance, ruleName) : undefined,
      validUntilMs: Number.POSITIVE_INFINITY,
    });
  }

  #value(instance: ResidentInstance, origin: number, variation: string, address: number): JsonValue | undefined {
    if (origin === Origin.NOWHERE) return undefined;
    const value =
      origin === Origin.VARIATIONS
        ? member(member(this.#source, 'variations'), variation)
        : (JSON.parse(instance.print('NODE', address)) as JsonValue);
    return value ?? undefined;
  }

  #metadata(instance: ResidentInstance, ruleName: string): Evaluation['metadata'] {
    const origin = instance.memory.word(this.address + 16);
    let metadata: Evaluation['metadata'];
    if (origin === Origin.VARIATIONS) metadata = member(this.#source, 'metadata') as Evaluation['metadata'];
    else if (origin === Origin.ELSEWHERE) metadata = JSON.parse(instance.print('METADATA', this.address));
    if (ruleName !== '') return Object.freeze({ ...metadata, evaluatedRuleName: ruleName });
    return metadata !== undefined && Object.keys(metadata).length > 0 ? metadata : undefined;
  }
}

function member(object: JsonValue | undefined, name: string): JsonValue | undefined {
  return (object as { readonly [name: string]: JsonValue } | undefined)?.[name];
}
