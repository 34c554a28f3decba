const BRAND = Symbol.for('goff-web.error');

/** Everything that an error of goff-web can say about its cause. */
export type GoffErrorCode =
  | 'OPTION_INVALID'
  | 'PROVIDER_CLOSED'
  | 'RELAY_BODY_INVALID'
  | 'RELAY_BODY_TOO_LARGE'
  | 'RELAY_FORBIDDEN'
  | 'RELAY_RATE_LIMITED'
  | 'RELAY_STATUS'
  | 'RELAY_TIMEOUT'
  | 'RELAY_UNAUTHORIZED'
  | 'RELAY_UNREACHABLE'
  | 'SDK_UNSUPPORTED';

/** What each error carries besides its message. */
export interface GoffErrorOptions {
  /** The fault underneath, if there is one. */
  readonly cause?: unknown;
}

/** Base of the errors of goff-web. Tell them apart by {@link GoffError.code}; recognise them with {@link isGoffError}. */
export abstract class GoffError extends Error {
  /** Which cause, out of a closed set. */
  abstract readonly code: GoffErrorCode;
  /** Whether the same operation can succeed later without a change by a developer. */
  abstract readonly recoverable: boolean;

  constructor(message: string, options?: GoffErrorOptions) {
    super(message, options);
    Object.defineProperty(this, BRAND, { value: true });
  }
}

/** Whether `error` is one of ours: also when it comes from another copy of the library or another realm, where `instanceof` fails. */
export function isGoffError(error: unknown): error is GoffError {
  return typeof error === 'object' && error !== null && BRAND in error && error[BRAND] === true;
}
