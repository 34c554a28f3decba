import type { Face } from './face.ts';
import type { Answer, EvaluationInput } from './vector.ts';

/** The exports that an evaluation binary has. */
interface AbiExports {
  readonly memory: WebAssembly.Memory;
  readonly malloc: (length: number) => number;
  readonly free: (pointer: number) => void;
  readonly evaluate: (pointer: number, length: number) => bigint;
  readonly ['_start']?: () => void;
}

/** A binary's evaluation ABI, JSON text in and JSON text out. */
export interface AbiInstance {
  /** Runs one evaluation over bytes that are handed over as they are. Throws where the binary traps; unusable then. */
  evaluateBytes(input: Uint8Array): string;
  /** Bytes of linear memory. */
  memoryBytes(): number;
}

const WASI = 'wasi_snapshot_preview1';
const BAD_FILE = 8;

/** The seven WASI functions that official binaries import, with nothing behind them but clock and randomness. */
function wasi(memory: () => DataView): Record<string, (...args: never[]) => unknown> {
  return {
    fd_write(_file: number, list: number, count: number, written: number): number {
      let total = 0;
      for (let at = 0; at < count; at++) total += memory().getUint32(list + at * 8 + 4, true);
      memory().setUint32(written, total, true);
      return 0;
    },
    fd_read: () => BAD_FILE,
    proc_exit(code: number): never {
      throw new Error(`exit ${code}`);
    },
    clock_time_get(_clock: number, _precision: bigint, out: number): number {
      memory().setBigUint64(out, BigInt(Date.now()) * 1_000_000n, true);
      return 0;
    },
    args_sizes_get(count: number, size: number): number {
      memory().setUint32(count, 0, true);
      memory().setUint32(size, 0, true);
      return 0;
    },
    args_get: () => 0,
    random_get(pointer: number, length: number): number {
      crypto.getRandomValues(new Uint8Array(memory().buffer, pointer, length) as Uint8Array<ArrayBuffer>);
      return 0;
    },
  };
}

/** Instantiates an evaluation binary, ours or an official one, and starts it. */
export function instantiateAbi(module: WebAssembly.Module): AbiInstance {
  let exports: AbiExports | undefined;
  const view = (): DataView => new DataView((exports as AbiExports).memory.buffer);
  const instance = new WebAssembly.Instance(module, { [WASI]: wasi(view) });
  const abi = instance.exports as unknown as AbiExports;
  exports = abi;
  try {
    abi['_start']?.();
  } catch (fault) {
    // A command ends by `proc_exit(0)`, which can only be left by an exception.
    if (!(fault instanceof Error) || fault.message !== 'exit 0') throw fault;
  }
  const decoder = new TextDecoder('utf-8', { fatal: true });
  return {
    memoryBytes: () => abi.memory.buffer.byteLength,
    evaluateBytes(input) {
      const pointer = abi.malloc(input.length + 1) >>> 0;
      if (pointer === 0) throw new Error(`malloc(${input.length + 1}) answered 0`);
      const bytes = new Uint8Array(abi.memory.buffer, pointer, input.length + 1);
      bytes.set(input);
      bytes[input.length] = 0;
      const packed = BigInt.asUintN(64, abi.evaluate(pointer, input.length));
      const at = Number(packed >> 32n);
      const length = Number(packed & 0xff_ff_ff_ffn);
      if (at === 0 || length === 0) throw new Error(`evaluate answered pointer ${at}, length ${length}`);
      // The answer is the binary's own, valid until the next call: read it before `free`, and never free it.
      const text = decoder.decode(new Uint8Array(abi.memory.buffer, at, length));
      abi.free(pointer);
      return text;
    },
  };
}

/** The ABI of one binary as a face of the suite. A trap costs the instance; the next question gets a new one. */
export function goffAbiFace(name: string, module: WebAssembly.Module): Face {
  let instance = instantiateAbi(module);
  const encoder = new TextEncoder();
  return {
    name,
    answer(input: EvaluationInput, text: string = JSON.stringify(input)): Answer {
      try {
        return JSON.parse(instance.evaluateBytes(encoder.encode(text))) as Answer;
      } catch (fault) {
        instance = instantiateAbi(module);
        throw fault;
      }
    },
  };
}
