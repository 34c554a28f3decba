/**
 * Evaluated flags of one evaluation context, as plain JSON: what `snapshot()` gives and the `bootstrap` option takes. There are no targeting
 * rules in it, and no attribute of the context, whose digest it names: a provider with another context refuses it.
 *
 * Made and read by this library; its members may change with {@link EvaluationSnapshot.format}.
 */
export interface EvaluationSnapshot {
  /** Name and version of the format. Another version is refused, with one warning. */
  readonly format: typeof SNAPSHOT_FORMAT;
  /** Digest of the evaluation context that the flags were evaluated for. */
  readonly context: string;
  readonly flags: readonly SnapshotFlag[];
  /** Keys of the flags whose evaluations are not to be recorded. */
  readonly untracked?: readonly string[];
  /** Evaluations that have been recorded already, and when, in Unix milliseconds. */
  readonly exposed?: readonly (readonly [flagKey: string, atMs: number])[];
}

/**
 * One evaluated flag; what is `null` at its end is left out. A list, because a member named `__proto__` would be lost where a snapshot is
 * written into a script.
 */
export type SnapshotFlag = readonly [
  flagKey: string,
  /** `null`: the caller's default. */
  value: unknown,
  reason: string,
  variant?: string | null,
  metadata?: { readonly [name: string]: boolean | number | string } | null,
  errorCode?: string | null,
  errorMessage?: string | null,
];

/** Name and version of the format of snapshots. */
export const SNAPSHOT_FORMAT = 'goff-web-snapshot/1';
