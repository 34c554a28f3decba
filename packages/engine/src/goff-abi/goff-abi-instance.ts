import { ProgramExit, WASI_MODULE, wasiFunctions } from './wasi.ts';

interface GoffAbiExports {
  readonly memory: WebAssembly.Memory;
  readonly malloc: (bytes: number) => number;
  readonly free: (address: number) => void;
  readonly evaluate: (address: number, bytes: number) => bigint;
  readonly _start?: () => void;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** One instance of an evaluation binary: JSON text in, JSON text out. After anything is thrown it must not be used again. */
export class GoffAbiInstance {
  readonly #exports: GoffAbiExports;

  constructor(module: WebAssembly.Module, now: () => number) {
    const imports = { [WASI_MODULE]: wasiFunctions(() => this.#exports.memory, now) };
    this.#exports = new WebAssembly.Instance(module, imports).exports as unknown as GoffAbiExports;
    try {
      this.#exports._start?.();
    } catch (fault) {
      // The Go runtime ends its start by leaving the program.
      if (!(fault instanceof ProgramExit) || fault.code !== 0) throw fault;
    }
  }

  evaluate(input: string): string {
    const exports = this.#exports;
    const bytes = encoder.encode(input);
    const address = exports.malloc(bytes.length + 1) >>> 0;
    if (address === 0) throw new RangeError(`the binary has no room for an input of ${bytes.length} bytes`);
    const room = new Uint8Array(exports.memory.buffer, address, bytes.length + 1);
    room.set(bytes);
    room[bytes.length] = 0;
    const packed = BigInt.asUintN(64, exports.evaluate(address, bytes.length));
    const answer = Number(packed >> 32n);
    const length = Number(packed & 0xffffffffn);
    if (answer === 0 || length === 0) throw new Error('the binary has returned no answer');
    // The answer belongs to the binary and may be gone after `free`.
    const text = decoder.decode(new Uint8Array(exports.memory.buffer, answer, length));
    exports.free(address);
    return text;
  }
}
