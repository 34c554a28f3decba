/** Variables and secrets of the worker; see `wrangler.jsonc`. */
export interface Environment {
  readonly RELAY_URL: string;
  readonly BROWSER_KEY: string;
  /** Absent for an open relay proxy. */
  readonly RELAY_KEY?: string;
}
