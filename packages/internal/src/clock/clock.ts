/** Time and chance, injected so that tests own both. */
export interface Clock {
  /** Unix time in milliseconds. */
  now(): number;
  /** Calls `task` once after `delayMs`, however long that is. @returns a function that takes the call back */
  after(delayMs: number, task: () => void): () => void;
  /** A number in `[0, 1)`. */
  random(): number;
}
