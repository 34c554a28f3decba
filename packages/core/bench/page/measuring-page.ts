/** What a page that was asked to start a provider sends to `/started`, as JSON: milliseconds since the navigation. */
export interface StartTimes {
  /** The script's file has come. */
  readonly scriptThereMs: number;
  /** The script begins to run: before its libraries do. */
  readonly scriptStartMs: number;
  /** The provider is about to be made: its library and OpenFeature's have been evaluated. */
  readonly madeMs: number;
  /** `setProviderAndWait` has resolved. */
  readonly readyMs: number;
  /** The engine and the configuration have come, where they were fetched before `readyMs`; `0` where neither was. */
  readonly downloadedMs: number;
}

/** What the measuring page does on demand. */
export interface MeasuringPage {
  evaluate(
    endpoint: string,
    batches: number,
    batchSize: number,
  ): Promise<{ readonly oursUs: readonly number[]; readonly sdkUs: readonly number[] }>;
  changeContexts(endpoint: string, count: number): Promise<void>;
  updateConfiguration(count: number): Promise<void>;
}
