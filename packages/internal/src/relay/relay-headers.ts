/** What every request to a relay proxy carries. */
export interface RelayHeadersOptions {
  /** The application's own. */
  readonly headers: Headers;
  /** The current API key; read at each request. */
  readonly apiKey: () => string | undefined;
}

/** The headers of a request with a JSON body: the application's, with ours laid over them. `entityTag` makes it a conditional one. */
export function relayHeaders({ apiKey, headers: given }: RelayHeadersOptions, entityTag?: string): Headers {
  const headers = new Headers(given);
  const key = apiKey();
  headers.set('Content-Type', 'application/json');
  if (key !== undefined) headers.set('X-API-Key', key);
  if (entityTag !== undefined) headers.set('If-None-Match', entityTag);
  return headers;
}
