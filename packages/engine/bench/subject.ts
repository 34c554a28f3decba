import type { BenchContext } from './workload.ts';

/** A loaded configuration and a current user. */
export interface Subject {
  /** Sets the user, in the vendor's own form. */
  use(context: BenchContext): void;
  /** Answers a boolean flag for the current user. */
  evaluate(flagKey: string): boolean;
  /** Bytes of linear memory, where there is any. */
  memoryBytes?(): number;
}

/** What is measured. The module that holds it is bundled alone, so that its loading is measured too. */
export interface Peer {
  /** From the configuration's text, in the vendor's format, to the first possible answer. `wasm`: its binary, where it has one. */
  load(configuration: string, wasm: Uint8Array<ArrayBuffer>): Promise<Subject>;
}
