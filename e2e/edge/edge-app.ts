/** What an edge application is started with. */
export interface EdgeAppSpec {
  readonly relayUrl: string;
  /** The key of the application and of its pages; none for an open relay proxy. */
  readonly relayKey?: string;
}

/** A running edge application. */
export interface EdgeApp extends AsyncDisposable {
  /** Its origin. */
  readonly url: string;
  /** What it has logged that is no routine. */
  complaints(): readonly string[];
}
