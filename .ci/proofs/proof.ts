/**
 * A long-running search for a counterexample. Its script takes `--seed`, ends with 0 when it found none, and writes its own
 * record with commit, seed and figures to `docs/proof/<name>.json`, except with `--record 0`.
 */
export interface Proof {
  readonly name: string;
  readonly script: string;
  /** Options that keep it within the time of `npm test`. Without any it runs in full. */
  readonly reduced: readonly string[];
}

/** Every proof of the project. */
export const PROOFS: readonly Proof[] = [
  {
    name: 'engine',
    script: 'packages/engine/fuzz/proof.ts',
    reduced: ['--cases', '20000', '--hostile', '50000', '--mutants', '0'],
  },
  {
    name: 'events',
    script: 'e2e/events/proof.ts',
    // Nothing may be lost among few pages either. Duplicates are counted: that they are one in a hundred at most can only be seen of many.
    reduced: ['--kills', '24', '--flood', '20000', '--most-duplicates', '0.5'],
  },
];
