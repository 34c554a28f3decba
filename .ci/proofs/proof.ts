/** A long-running search for a counterexample. It prints figures, and ends with 0 when it found none. */
export interface Proof {
  /** Name of its record, `docs/proof/<name>.json`. */
  readonly name: string;
  /** What holds when it passes. */
  readonly claim: string;
  /** A TypeScript file that takes `--seed`; without a seed of ours it would be no proof that can be repeated. */
  readonly script: string;
  /** Options that bound it within `npm test`, and in full. */
  readonly reduced: readonly string[];
  readonly full: readonly string[];
}

/** Every proof of the project. */
export const PROOFS: readonly Proof[] = [
  {
    name: 'differential',
    claim: 'the engine answers random flags, queries and contexts as the reference evaluator does',
    script: 'packages/engine/fuzz/fuzz.ts',
    reduced: ['--cases', '20000'],
    full: ['--cases', '2000000'],
  },
  {
    name: 'hostile',
    claim: 'no input makes the engine trap',
    script: 'packages/engine/fuzz/hostile.ts',
    reduced: ['--cases', '50000'],
    full: ['--cases', '10000000'],
  },
];
