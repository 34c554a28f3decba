/** What the measuring page does on demand. */
export interface MeasuringPage {
  /** Starts a provider at the relay proxy that the address names; milliseconds since the script started. */
  start(): Promise<{ readonly readyMs: number; readonly downloadedMs: number }>;
  evaluate(
    endpoint: string,
    batches: number,
    batchSize: number,
  ): Promise<{ readonly oursUs: readonly number[]; readonly sdkUs: readonly number[] }>;
  changeContexts(endpoint: string, count: number): Promise<void>;
  updateConfiguration(count: number): Promise<void>;
}
