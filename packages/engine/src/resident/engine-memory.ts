import type { ResidentExports } from './resident-exports.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const SHORT_TEXT_BYTES = 24;

/**
 * The engine's linear memory as typed arrays. They are made anew whenever the memory has grown; the memory itself, and everything that lies in
 * it, belongs to the engine (who gives back what, and when, is told at the top of `assembly/index.ts`).
 */
export class EngineMemory {
  readonly #memory: WebAssembly.Memory;
  /** Whether views lose their length when the memory grows; those of the JavaScript twin just grow old. */
  readonly #detaches: boolean;
  bytes: Uint8Array<ArrayBuffer>;
  words: Uint32Array<ArrayBuffer>;
  doubles: Float64Array<ArrayBuffer>;
  longs: BigInt64Array<ArrayBuffer>;

  constructor(exports: ResidentExports) {
    this.#memory = exports.memory;
    this.#detaches = Object.prototype.toString.call(exports.memory) === '[object WebAssembly.Memory]';
    const buffer = this.#memory.buffer;
    this.bytes = new Uint8Array(buffer);
    this.words = new Uint32Array(buffer);
    this.doubles = new Float64Array(buffer);
    this.longs = new BigInt64Array(buffer);
  }

  /** To be called after every call into the engine that may have allocated. */
  refresh(): void {
    if (this.#detaches && this.bytes.length !== 0) return;
    const buffer = this.#memory.buffer;
    if (buffer === this.bytes.buffer) return;
    this.bytes = new Uint8Array(buffer);
    this.words = new Uint32Array(buffer);
    this.doubles = new Float64Array(buffer);
    this.longs = new BigInt64Array(buffer);
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
      if (byte >= 0x80 || length > SHORT_TEXT_BYTES) return decoder.decode(bytes.subarray(address, address + length));
      text += String.fromCharCode(byte);
    }
    return text;
  }

  /** Writes text as UTF-8 into room for at least its length in bytes; -1 when that is not enough. */
  write(text: string, address: number, room: number): number {
    const { read, written } = encoder.encodeInto(text, this.bytes.subarray(address, address + room));
    return read === text.length ? written : -1;
  }
}
