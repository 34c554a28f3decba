/** What a handler sees of an HTTP request: read whole, nothing of the server left in it. */
export interface RelayRequest {
  readonly method: string;
  /** As it was sent, still percent-encoded, without the query. */
  readonly path: string;
  readonly query: URLSearchParams;
  /** Header names in lower case. */
  readonly headers: { readonly [name: string]: string | undefined };
  /** Empty where there was none. */
  readonly body: string;
}
