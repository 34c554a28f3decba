import { GoffError, type GoffErrorOptions } from './goff-error.ts';
import { isRecoverableStatus } from './is-recoverable-status.ts';

/** Ways in which a request to the relay proxy fails. */
export type RelayErrorCode =
  | 'RELAY_UNREACHABLE'
  | 'RELAY_TIMEOUT'
  | 'RELAY_UNAUTHORIZED'
  | 'RELAY_FORBIDDEN'
  | 'RELAY_RATE_LIMITED'
  | 'RELAY_STATUS'
  | 'ANSWER_INVALID'
  | 'ANSWER_TOO_LARGE';

/** The relay proxy could not be reached, refused, or answered something that cannot be used. */
export class RelayError extends GoffError {
  override readonly code: RelayErrorCode;
  override readonly recoverable: boolean;
  /** The HTTP status, where there was an answer. */
  readonly status: number | undefined;

  constructor(code: RelayErrorCode, message: string, options: GoffErrorOptions & { readonly status?: number } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.status = options.status;
    this.recoverable = isRecoverableStatus(options.status);
  }
}
