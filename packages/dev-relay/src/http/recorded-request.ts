/** One request that the relay has answered, for tests and for whoever watches. */
export interface RecordedRequest {
  /** Unix time in milliseconds at which it arrived. */
  readonly atMs: number;
  readonly method: string;
  readonly path: string;
  /** Header names in lower case. Contains keys: this relay is for development. */
  readonly headers: { readonly [name: string]: string | undefined };
  readonly body: string;
  /** HTTP status; 0 where the connection was reset on purpose. */
  readonly status: number;
  /** Bytes of the answer's body. */
  readonly bytes: number;
}
