/** One request that both relays are sent. */
export interface ContractRequest {
  /** What it is about, for the report. */
  readonly title: string;
  readonly method: 'GET' | 'POST' | 'OPTIONS' | 'DELETE' | 'HEAD';
  /** Path and query, as they go over the wire. */
  readonly path: string;
  readonly headers?: { readonly [name: string]: string };
  readonly body?: string;
  /** What the real relay proxy answers a request that may pass. It keeps the table honest: a misspelt path would make two equal 404s. */
  readonly status: number;
  /** Whether a key is asked for where keys are configured. */
  readonly guarded: boolean;
}
