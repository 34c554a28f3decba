import type { GoffError } from '../errors/goff-error.ts';

/** Everything that can become of one request to the relay proxy. Expected outcomes are values; nothing is thrown. */
export type RelayAnswer =
  | { readonly kind: 'body'; readonly body: RelayBody }
  /** With `Last-Modified` in Unix milliseconds, where it can be read. */
  | { readonly kind: 'not-modified'; readonly lastModifiedMs?: number | undefined }
  /** 401, or a key without a flag set. */
  | { readonly kind: 'unauthorized'; readonly error: GoffError }
  /** 403, which only gateways send. */
  | { readonly kind: 'forbidden'; readonly error: GoffError }
  | { readonly kind: 'rate-limited'; readonly error: GoffError; readonly retryAfterMs: number | undefined }
  /** The request was refused for what it says: 400 with an OpenFeature error code. */
  | { readonly kind: 'rejected'; readonly error: GoffError; readonly errorCode: string; readonly errorDetails: string }
  | { readonly kind: 'failed'; readonly error: GoffError }
  /** The caller aborted it. */
  | { readonly kind: 'aborted' };

/** Names contents. To compute the name takes as long as to read a hundred flags, so it is computed when it is first asked for. */
export type EntityTag = () => string | Promise<string>;

/** The body of a 200. */
export interface RelayBody {
  readonly text: string;
  readonly contentType: string;
  /** The `ETag` header where it can be read, else the same computed from the text. */
  readonly entityTag: EntityTag;
  /** `Last-Modified` in Unix milliseconds; `undefined` where it is absent or in a time zone that JavaScript cannot parse. */
  readonly lastModifiedMs: number | undefined;
  /** Where it came from, for messages. */
  readonly url: string;
  /** Whether another tab writes it to the store that both read. */
  readonly isKept?: boolean;
}
