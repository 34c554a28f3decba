import { Kind, Role } from './resident-exports.ts';
import type { ResidentInstance } from './resident-instance.ts';
import { own, type Subject } from './subject.ts';

/** Texts up to this length get a place of their own, which stays for all contexts. */
const OWN_TEXT_BYTES = 64;

/** An attribute's part of the engine's memory, filled in when a flag that reads it is evaluated, once for each context. */
export class AttributeSlot {
  readonly name: string;
  readonly role: number;
  /** Number of the context whose value lies in the cell. */
  epoch = -1;
  /** Why the value cannot be handed over; empty when it can. */
  fault = '';
  /** Whether something of the value lies in the context's arena. */
  usesContextArena = false;
  readonly #address: number;
  /** Whether every object has something of that name. */
  readonly #isInherited: boolean;
  #ownText = 0;
  /** The primitive that lies in the cell, unless it is in the context's arena. */
  #value: unknown = AttributeSlot;

  constructor(instance: ResidentInstance, address: number) {
    this.#address = address;
    const { memory } = instance;
    this.role = memory.word(address + 24);
    this.name = propertyName(memory.text(memory.word(address + 28), memory.word(address + 32)));
    this.#isInherited = this.name in Object.prototype;
  }

  /** Fills the cell. */
  lower(instance: ResidentInstance, subject: Subject): void {
    this.fault = '';
    this.usesContextArena = false;
    switch (this.role) {
      case Role.CUSTOM:
        if (subject.isEnriched(this.name)) this.#put(instance, subject.enriched(this.name), true);
        else this.#put(instance, subject.attribute(this.name, this.#isInherited), false);
        break;
      case Role.TARGETING_KEY: {
        const key = subject.attribute('targetingKey', false);
        this.#put(instance, typeof key === 'string' ? key : '', true);
        break;
      }
      case Role.ANONYMOUS:
        this.#put(instance, subject.enriched('anonymous') === true, true);
        break;
      case Role.DATE:
        this.#put(instance, currentDateTime(subject.attribute('gofeatureflag', false)), true);
        break;
      case Role.RULE_DATE:
        this.#put(instance, currentDateTime(subject.enriched('gofeatureflag')), true);
        break;
      default:
        this.#putJson(instance, subject.whole());
    }
  }

  /** `asFloat`: a whole number stays a float, as everything does that does not come from the context itself. */
  #put(instance: ResidentInstance, value: unknown, asFloat: boolean): void {
    if (value === this.#value) return;
    const cell = this.#address >>> 2;
    switch (typeof value) {
      case 'string':
        this.#putText(instance, value);
        break;
      case 'number':
        this.#putNumber(instance, value, asFloat);
        break;
      case 'boolean':
        instance.memory.words[cell] = value ? Kind.TRUE : Kind.FALSE;
        break;
      case 'object':
        if (value !== null) {
          this.#putJson(instance, value);
          return;
        }
        instance.memory.words[cell] = Kind.NULL;
        break;
      case 'bigint':
        this.#value = AttributeSlot;
        this.fault = `the attribute "${this.name}" of the evaluation context is a bigint, which JSON does not have`;
        return;
      default:
        instance.memory.words[cell] = Kind.ABSENT;
    }
    this.#value = this.usesContextArena ? AttributeSlot : value;
  }

  #putText(instance: ResidentInstance, text: string): void {
    const { memory } = instance;
    let { length } = text;
    let address = this.#ownText;
    if (address === 0 && length <= OWN_TEXT_BYTES) {
      address = instance.exports.reserve(OWN_TEXT_BYTES);
      memory.refresh();
      this.#ownText = address;
    }
    const { bytes } = memory;
    let at = 0;
    if (length <= OWN_TEXT_BYTES && address !== 0) {
      // A loop beats the encoder for the short ASCII texts that most attributes are.
      for (; at < length; at++) {
        const code = text.charCodeAt(at);
        if (code >= 0x80) break;
        bytes[address + at] = code;
      }
      if (at < length && length * 3 <= OWN_TEXT_BYTES) {
        length = memory.write(text, address, OWN_TEXT_BYTES);
        at = length;
      }
    }
    if (at < length || address === 0) {
      ({ address, length } = instance.place(text, 'context'));
      this.usesContextArena = true;
    }
    const cell = this.#address >>> 2;
    memory.words[cell] = Kind.STRING;
    memory.words[cell + 1] = length;
    memory.words[cell + 2] = address;
  }

  #putNumber(instance: ResidentInstance, value: number, asFloat: boolean): void {
    const { memory } = instance;
    const cell = this.#address >>> 2;
    // JSON has no other numbers; it writes null for them.
    if (value - value !== 0) {
      memory.words[cell] = Kind.NULL;
    } else if (asFloat || !Number.isInteger(value) || value < -0x8000000000000000 || value >= 0x8000000000000000) {
      memory.words[cell] = Kind.NUMBER;
      memory.doubles[(cell >>> 1) + 1] = value;
    } else {
      memory.words[cell] = Kind.INT;
      const low = value | 0;
      if (low === value) {
        memory.words[cell + 2] = low;
        memory.words[cell + 3] = low < 0 ? 0xffffffff : 0;
      } else {
        memory.longs[(cell >>> 1) + 1] = BigInt(value);
      }
    }
  }

  #putJson(instance: ResidentInstance, value: object): void {
    this.#value = AttributeSlot;
    let text: string | undefined;
    try {
      text = JSON.stringify(value);
    } catch (cause) {
      this.fault = `the attribute "${this.name}" of the evaluation context cannot be written as JSON: ${String(cause)}`;
      return;
    }
    if (text === undefined || (text[0] !== '{' && text[0] !== '[')) {
      // A date, a boxed primitive, or whatever `toJSON` makes of the object.
      this.#put(instance, text === undefined ? undefined : JSON.parse(text), false);
      return;
    }
    const placed = instance.place(text, 'context');
    this.usesContextArena = true;
    const refused = instance.exports.readAttribute(this.#address, placed.address, placed.length) !== 0;
    instance.memory.refresh();
    if (refused) {
      this.fault = `the attribute "${this.name}" of the evaluation context exceeds the maximum nesting depth of 192 levels or the memory`;
    }
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
  if (typeof date === 'string') return date;
  if (typeof date !== 'object' || date === null) return undefined;
  const text: unknown = JSON.parse(JSON.stringify(date) ?? 'null');
  return typeof text === 'string' ? text : undefined;
}
