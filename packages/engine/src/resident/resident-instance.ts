import { EngineMemory } from './engine-memory.ts';
import { Printed, type ResidentExports } from './resident-exports.ts';

/** Text that lies in the engine's memory. */
export interface PlacedText {
  readonly address: number;
  readonly length: number;
}

/** One instance of the engine: its functions, and text in and out. */
export class ResidentInstance {
  readonly exports: ResidentExports;
  readonly memory: EngineMemory;
  readonly #result: number;

  constructor(exports: ResidentExports) {
    this.exports = exports;
    this.memory = new EngineMemory(exports);
    this.#result = exports.result.value;
  }

  /** Until when the outcome that was resolved last stands, in Unix milliseconds. */
  get validUntilMs(): number {
    return this.memory.doubles[this.#result >>> 3] ?? 0;
  }

  /**
   * Copies text into the configuration's or the context's arena.
   *
   * @throws RangeError when the engine's memory cannot grow.
   */
  place(text: string, arena: 'configuration' | 'context'): PlacedText {
    // ASCII needs one byte a character, anything else three at most.
    let room = text.length;
    for (;;) {
      const address = arena === 'context' ? this.exports.reserveContext(room) : this.exports.reserve(room);
      this.memory.refresh();
      if (address === 0 && room > 0) throw new RangeError(`the engine's memory cannot take ${room} more bytes`);
      const length = this.memory.write(text, address, room);
      if (length >= 0) return { address, length };
      room = text.length * 3;
    }
  }

  /** A node as JSON, a flag's metadata as JSON, or what is wrong with an outcome. */
  print(what: keyof typeof Printed, address: number): string {
    const length = this.exports.print(Printed[what], address);
    this.memory.refresh();
    return this.memory.text(this.memory.word(this.#result + 8), length);
  }
}
