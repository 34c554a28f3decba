import type { Evaluation, JsonValue } from '../evaluator.ts';
import type { AttributeSlot } from './attribute-slot.ts';
import type { ResidentInstance } from './resident-instance.ts';
import { FLAG_READS_CLOCK } from './resident-layout.ts';

/** A flag that has been compiled, with what it has answered last. */
export class ResidentFlag {
  readonly address: number;
  readonly source: JsonValue;
  readonly readsClock: boolean;
  /** What it reads of the context; `undefined` until somebody has looked. */
  attributes: readonly AttributeSlot[] | undefined;

  /** Number of the context that `answer` is for. */
  epoch = -1;
  /** Since when, and until when, `answer` holds. */
  fromMs = 0;
  untilMs = 0;
  /** Address of the outcome that `answer` says; 0 where it says no outcome. */
  outcome = 0;
  answer: Evaluation | undefined;

  constructor(instance: ResidentInstance, address: number, source: JsonValue) {
    this.address = address;
    this.source = source;
    this.readsClock = instance.word(address + FLAG_READS_CLOCK) !== 0;
  }
}
