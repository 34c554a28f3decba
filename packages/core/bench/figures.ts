/** What a series of measurements comes to. */
export interface Figures {
  readonly median: number;
  readonly p95: number;
  readonly count: number;
}

/** Sorts and picks: no average, because a busy machine has long tails. */
export function figuresOf(values: readonly number[]): Figures {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return { median: at(0.5), p95: at(0.95), count: sorted.length };
}
