import * as Kind from './kind.ts';
import type { ResidentInstance } from './resident-instance.ts';
import { ATTRIBUTE_NAME, ATTRIBUTE_NAME_LENGTH, ATTRIBUTE_ROLE } from './resident-layout.ts';
import * as Role from './role.ts';
import { own, type Subject } from './subject.ts';

/** Texts up to this length lie in the attribute itself, behind its other fields, and stay for all contexts. */
const OWN_TEXT_BYTES = 64;

/** An attribute's part of the engine's memory, filled in when a flag that reads it is evaluated, once for each context. */
export class AttributeSlot {
  /** Number of the context whose value lies in the cell. */
  epoch = -1;
  /** Why the value cannot be handed over; empty when it can. */
  fault = '';
  /** Whether something of the value lies in the context's arena. */
  usesContextArena = false;
  readonly #instance: ResidentInstance;
  readonly #name: string;
  readonly #role: number;
  readonly #address: number;
  /** The address in words, which is where the cell begins: kind, length of a text, and from the third word on its address or a number. */
  readonly #cell: number;
  /** Whether every object has something of that name. */
  readonly #isInherited: boolean;
  /** The primitive that lies in the cell, unless it is in the context's arena. */
  #value: unknown = AttributeSlot;

  constructor(instance: ResidentInstance, address: number) {
    this.#instance = instance;
    this.#address = address;
    this.#cell = address >>> 2;
    this.#role = instance.word(address + ATTRIBUTE_ROLE);
    this.#name = propertyName(
      instance.text(instance.word(address + ATTRIBUTE_NAME), instance.word(address + ATTRIBUTE_NAME_LENGTH)),
    );
    this.#isInherited = this.#name in Object.prototype;
  }

  /** Fills the cell. */
  lower(subject: Subject): void {
    const name = this.#name;
    this.fault = '';
    this.usesContextArena = false;
    switch (this.#role) {
      case Role.CUSTOM:
        if (subject.isEnriched(name)) this.#put(subject.enriched(name), true);
        else this.#put(subject.attribute(name, this.#isInherited), false);
        break;
      case Role.TARGETING_KEY: {
        const key = subject.attribute('targetingKey', false);
        this.#put(typeof key === 'string' ? key : '', true);
        break;
      }
      case Role.ANONYMOUS:
        this.#put(subject.enriched('anonymous') === true, true);
        break;
      case Role.DATE:
        this.#put(currentDateTime(subject.attribute('gofeatureflag', false)), true);
        break;
      case Role.RULE_DATE:
        this.#put(currentDateTime(subject.enriched('gofeatureflag')), true);
        break;
      default:
        this.#putJson(subject.whole());
    }
  }

  /** `asFloat`: a whole number stays a float, as everything does that does not come from the context itself. */
  #put(value: unknown, asFloat: boolean): void {
    if (value === this.#value) return;
    const { words } = this.#instance;
    switch (typeof value) {
      case 'string':
        this.#putText(value);
        break;
      case 'number':
        this.#putNumber(value, asFloat);
        break;
      case 'boolean':
        words[this.#cell] = value ? Kind.TRUE : Kind.FALSE;
        break;
      case 'object':
        if (value !== null) {
          this.#putJson(value);
          return;
        }
        words[this.#cell] = Kind.NULL;
        break;
      case 'bigint':
        this.#refuse('is a bigint, which JSON does not have');
        return;
      default:
        words[this.#cell] = Kind.ABSENT;
    }
    this.#value = this.usesContextArena ? AttributeSlot : value;
  }

  #putText(text: string): void {
    const instance = this.#instance;
    const { bytes } = instance;
    let address = this.#address + 40;
    let { length } = text;
    const short = Math.min(length, OWN_TEXT_BYTES);
    let at = 0;
    // A loop beats the encoder for the short ASCII texts that most attributes are.
    for (; at < short; at++) {
      const code = text.charCodeAt(at);
      if (code > 127) break;
      bytes[address + at] = code;
    }
    if (at < length) {
      length = instance.write(text, address, OWN_TEXT_BYTES);
      if (length < 0) {
        [address, length] = instance.place(text, true);
        this.usesContextArena = true;
      }
    }
    const { words } = instance;
    words[this.#cell] = Kind.STRING;
    words[this.#cell + 1] = length;
    words[this.#cell + 2] = address;
  }

  #putNumber(value: number, asFloat: boolean): void {
    const { doubles, words } = this.#instance;
    const cell = this.#cell;
    // JSON has no other numbers; it writes null for them.
    if (value - value !== 0) {
      words[cell] = Kind.NULL;
    } else if (asFloat || !Number.isInteger(value) || value < -(2 ** 63) || value >= 2 ** 63) {
      words[cell] = Kind.NUMBER;
      doubles[(cell >>> 1) + 1] = value;
    } else {
      words[cell] = Kind.INT;
      // A typed array takes numbers modulo 2³², which is two's complement.
      words[cell + 2] = value;
      words[cell + 3] = Math.floor(value / 2 ** 32);
    }
  }

  #putJson(value: object): void {
    this.#value = AttributeSlot;
    let text: string | undefined;
    try {
      text = JSON.stringify(value);
    } catch (cause) {
      this.#refuse(`cannot be written as JSON: ${String(cause)}`);
      return;
    }
    if (text === undefined || (text[0] !== '{' && text[0] !== '[')) {
      // A date, a boxed primitive, or whatever `toJSON` makes of the object.
      this.#put(text === undefined ? undefined : JSON.parse(text), false);
      return;
    }
    this.usesContextArena = true;
    const instance = this.#instance;
    if (instance.exports.readAttribute(this.#address, ...instance.place(text, true)) !== 0) {
      this.#refuse('exceeds the maximum nesting depth of 192 levels or the memory');
    }
    instance.refresh();
  }

  #refuse(problem: string): void {
    this.#value = AttributeSlot;
    this.fault = `the attribute "${this.#name}" of the evaluation context ${problem}`;
  }
}

/** The same text as engines keep it for names of properties, with which they look up faster than with any other. */
function propertyName(text: string): string {
  return Object.keys({ [text]: 0 })[0] ?? text;
}

/** The text of a date that pins the time of evaluation. */
function currentDateTime(specifics: unknown): string | undefined {
  if (typeof specifics !== 'object' || specifics === null || Array.isArray(specifics)) return undefined;
  const date = own(specifics as { readonly [name: string]: unknown }, 'currentDateTime');
  if (typeof date !== 'object') return typeof date === 'string' ? date : undefined;
  const text: unknown = JSON.parse(JSON.stringify(date) ?? 'null');
  return typeof text === 'string' ? text : undefined;
}
