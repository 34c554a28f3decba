/** What every request to a relay proxy carries. */
export interface RelayHeadersOptions {
  /** The application's own. */
  readonly headers: { readonly [name: string]: string };
  /** The current API key; read at each request. */
  readonly apiKey: () => string | undefined;
}

/** The headers of a request with a JSON body: the application's, with ours laid over them. `entityTag` makes it a conditional one. */
export function relayHeaders(options: RelayHeadersOptions, entityTag?: string): Headers {
  const headers = new Headers(options.headers);
  headers.set('Content-Type', 'application/json');
  const apiKey = options.apiKey();
  if (apiKey !== undefined) headers.set('X-API-Key', apiKey);
  if (entityTag !== undefined) headers.set('If-None-Match', entityTag);
  return headers;
}
