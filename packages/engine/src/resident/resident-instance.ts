import type { ResidentExports } from './resident-exports.ts';
import { type PRINT_DETAIL, type PRINT_METADATA, type PRINT_NODE, RESULT_TEXT } from './resident-layout.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** In texts longer than this the decoder beats a loop. */
const SHORT_TEXT_BYTES = 24;

/**
 * One instance of the engine: its functions, and its linear memory as typed arrays. Everything that lies in it belongs to the engine (who gives
 * back what, and when, is told at the top of `assembly/index.ts`).
 */
export class ResidentInstance {
  readonly exports: ResidentExports;
  bytes: Uint8Array<ArrayBuffer> = new Uint8Array();
  words: Uint32Array<ArrayBuffer> = new Uint32Array();
  doubles: Float64Array<ArrayBuffer> = new Float64Array();
  /** Whether views lose their length when the memory grows; those of the JavaScript twin just grow old. */
  readonly #detaches: boolean;
  readonly #result: number;

  constructor(exports: ResidentExports, detaches: boolean) {
    this.exports = exports;
    this.#detaches = detaches;
    this.#result = exports.result.value;
    this.refresh();
  }

  /** Makes the views anew where the memory has grown. To be called after every call into the engine that may have allocated. */
  refresh(): void {
    if (this.#detaches && this.bytes.length > 0) return;
    const { buffer } = this.exports.memory;
    if (buffer === this.bytes.buffer) return;
    this.bytes = new Uint8Array(buffer);
    this.words = new Uint32Array(buffer);
    this.doubles = new Float64Array(buffer);
  }

  /** The 32-bit word at an address. */
  word(address: number): number {
    return this.words[address >>> 2] ?? 0;
  }

  /** UTF-8 text at an address. */
  text(address: number, length: number): string {
    const { bytes } = this;
    let text = '';
    // Names are short and mostly ASCII, where a loop beats the decoder.
    for (let at = address; at < address + length; at++) {
      const byte = bytes[at] ?? 0;
      if (byte > 127 || length > SHORT_TEXT_BYTES) return decoder.decode(bytes.subarray(address, address + length));
      text += String.fromCharCode(byte);
    }
    return text;
  }

  /** Writes text as UTF-8; answers its length in bytes, or -1 when there is not enough room. */
  write(text: string, address: number, room: number): number {
    const { read, written } = encoder.encodeInto(text, this.bytes.subarray(address, address + room));
    return read < text.length ? -1 : written;
  }

  /**
   * Copies text into the configuration's or the context's arena. Answers its address and its length in bytes.
   *
   * @throws RangeError when the engine's memory cannot grow.
   */
  place(text: string, isContext: boolean): readonly [address: number, length: number] {
    // ASCII needs one byte a character, anything else three at most.
    for (let room = text.length; ; room = text.length * 3) {
      const address = isContext ? this.exports.reserveContext(room) : this.exports.reserve(room);
      this.refresh();
      if (address === 0) throw new RangeError(`the engine's memory cannot take ${room} more bytes`);
      const length = this.write(text, address, room);
      if (length >= 0) return [address, length];
    }
  }

  /** Until when the outcome that was resolved last stands, in Unix milliseconds. */
  validUntilMs(): number {
    return this.doubles[this.#result >>> 3] ?? 0;
  }

  /** What the engine prints of what lies at the address. */
  print(what: typeof PRINT_NODE | typeof PRINT_METADATA | typeof PRINT_DETAIL, address: number): string {
    const length = this.exports.print(what, address);
    this.refresh();
    return this.text(this.word(this.#result + RESULT_TEXT), length);
  }
}
