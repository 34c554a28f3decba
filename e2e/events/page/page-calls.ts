/** What a test calls in the page. */
export interface PageCalls {
  flush(): Promise<void>;
  /** Records so many events as fast as a page can that stays responsive. */
  flood(count: number): Promise<Flood>;
  /** What it costs to record one evaluation, in nanoseconds: the median of many runs. */
  recordingCost(): Promise<number>;
  /** How many entries the queue of events has on this device. */
  waiting(): Promise<number>;
}

/** What the page itself has noticed of a flood. */
export interface Flood {
  readonly seconds: number;
  /** Milliseconds of each task of more than 50. */
  readonly longTasks: readonly number[];
  readonly storedBytes: number;
}

/** What the page tells a test. */
export interface PageReports {
  reportReady(page: string): void;
  reportRecorded(page: string, number: number, atMs: number): void;
}
