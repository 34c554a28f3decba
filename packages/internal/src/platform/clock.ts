/** Undoes what it was returned by. Harmless when called twice or too late. */
export type Cancel = () => void;

/** Time, as the platform or a test tells it. */
export interface Clock {
  /** Unix time in milliseconds. It may jump in both directions. */
  now(): number;
  /** Calls `callback` once after `delayMs` (any length). Does not keep a process alive. */
  schedule(callback: () => void, delayMs: number): Cancel;
}
