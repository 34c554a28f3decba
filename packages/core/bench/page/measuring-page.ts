/** What the measuring page does on demand. */
export interface MeasuringPage {
  /** Where the address asks for a start: what became of the provider that the script itself started; milliseconds since the script was there. */
  readonly started: Promise<{ readonly readyMs: number; readonly downloadedMs: number }> | undefined;
  evaluate(
    endpoint: string,
    batches: number,
    batchSize: number,
  ): Promise<{ readonly oursUs: readonly number[]; readonly sdkUs: readonly number[] }>;
  changeContexts(endpoint: string, count: number): Promise<void>;
  updateConfiguration(count: number): Promise<void>;
}
