/** Everything that an official GO Feature Flag evaluation binary (`.wasi`) imports. */
export const WASI_MODULE = 'wasi_snapshot_preview1';

const BAD_FILE_DESCRIPTOR = 8;

/** Thrown to leave a program that has called `proc_exit`; code 0 is success. */
export class ProgramExit extends Error {
  override readonly name = 'ProgramExit';
  readonly code: number;

  constructor(code: number) {
    super(`the binary has ended with exit code ${code}`);
    this.code = code;
  }
}

/**
 * The seven functions, with nothing behind them but clock and randomness. What the binary writes to its log is dropped. `memory` is asked for
 * again at each call, because memory grows.
 */
export function wasiFunctions(memory: () => WebAssembly.Memory, now: () => number): WebAssembly.ModuleImports {
  const view = (): DataView => new DataView(memory().buffer);
  return {
    fd_write(_descriptor: number, vectors: number, count: number, written: number): number {
      let total = 0;
      for (let at = 0; at < count; at++) total += view().getUint32(vectors + at * 8 + 4, true);
      view().setUint32(written, total, true);
      return 0;
    },
    fd_read: (): number => BAD_FILE_DESCRIPTOR,
    proc_exit(code: number): never {
      throw new ProgramExit(code);
    },
    clock_time_get(_clock: number, _precision: bigint, into: number): number {
      view().setBigUint64(into, BigInt(Math.floor(now())) * 1_000_000n, true);
      return 0;
    },
    args_sizes_get(count: number, bytes: number): number {
      view().setUint32(count, 0, true);
      view().setUint32(bytes, 0, true);
      return 0;
    },
    args_get: (): number => 0,
    random_get(into: number, bytes: number): number {
      // `getRandomValues` takes 65,536 bytes at most.
      for (let at = 0; at < bytes; at += 65_536) {
        const part = new Uint8Array(memory().buffer, into + at, Math.min(bytes - at, 65_536));
        crypto.getRandomValues(part);
      }
      return 0;
    },
  };
}

/** Names of the functions that `wasiFunctions` supplies. */
export const WASI_FUNCTIONS: readonly string[] = [
  'fd_write',
  'fd_read',
  'proc_exit',
  'clock_time_get',
  'args_sizes_get',
  'args_get',
  'random_get',
];
