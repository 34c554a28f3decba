import type { MemoryFigures } from './measure-memory.ts';
import type { PartFigures } from './measure-parts.ts';
import type { PeerFigures } from './measure-peer.ts';
import type { WasmParts } from './wasm-parts.ts';

/** One thing that was measured, once a round in a process of its own. */
export interface Measured {
  readonly name: string;
  readonly bundle: string;
  readonly configuration: string;
  readonly wasm: string;
  readonly figures: PeerFigures[];
  fault: string | undefined;
}

/** Everything that one run has measured. Ours is the first. */
export interface BenchRun {
  readonly date: string;
  /** Of this project. */
  readonly commit: string;
  readonly machine: string;
  readonly rounds: number;
  readonly measured: readonly Measured[];
  readonly memory: MemoryFigures;
  /** A process each. */
  readonly parts: readonly PartFigures[];
  readonly brotliBytes: Readonly<Record<string, number>>;
  readonly wasmParts: WasmParts;
}

/** The middle of some numbers. */
export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** The middle of a peer's figures. */
export function middleOf(measured: Measured | undefined, of: (figures: PeerFigures) => number): number {
  return median((measured?.figures ?? []).map(of));
}
