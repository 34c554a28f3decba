/** The two modes by the names of their packages. */
export type Mode = 'core' | 'remote';

/** Options of either provider, as far as they cross from a test into a page. */
export interface PageOptions {
  readonly endpoint: string;
  readonly apiKey?: string;
  readonly pollIntervalMs?: number;
  readonly livePollIntervalMs?: number;
  readonly reconnectIntervalMs?: number;
  readonly changeStream?: 'auto' | 'sse' | 'websocket' | 'off';
  readonly storage?: 'indexeddb' | 'memory';
  readonly cacheMode?: 'local-cache-first' | 'network-first' | 'disabled';
  readonly cacheMaxAgeMs?: number;
  readonly timeoutMs?: number;
  readonly flagList?: readonly string[];
  readonly disableDataCollection?: boolean;
  /** In-process mode only. */
  readonly wasm?: string;
}

/** What a page offers to the test that opened it. */
export interface PageFlags {
  /** Sets a provider. Resolves with its status, whatever that is. */
  start(mode: Mode, options: PageOptions): Promise<string>;
  value(flagKey: string): string;
  status(): string;
  refresh(): Promise<void>;
  setApiKey(apiKey: string): Promise<void>;
  setContext(context: Readonly<Record<string, unknown>>): Promise<void>;
  forget(): Promise<void>;
  stop(): Promise<void>;
  /** Keys of each CONFIGURATION_CHANGED so far. */
  readonly changes: readonly (readonly string[])[];
  /** What the provider logged so far, at any level. */
  readonly logged: readonly string[];
  /** Whether the page has once come back from the back/forward cache. */
  readonly isRestored: boolean;
}
