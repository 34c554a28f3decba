import { GoffError } from './goff-error.ts';
import { isRecoverableStatus } from './is-recoverable-status.ts';

/** No HTTP answer: the relay proxy is down, the network is, CORS or a Content-Security-Policy forbids it, or the answer broke off. */
export class RelayUnreachableError extends GoffError {
  override readonly name = 'RelayUnreachableError';
  readonly code = 'RELAY_UNREACHABLE';
  readonly recoverable = true;

  constructor(url: string, cause: unknown) {
    super(
      `No complete answer from ${url}. Is the relay proxy up, "endpoint" right, and listed in the page's Content-Security-Policy (connect-src)?`,
      { cause },
    );
  }
}

/** No complete answer within `timeoutMs`. */
export class RelayTimeoutError extends GoffError {
  override readonly name = 'RelayTimeoutError';
  readonly code = 'RELAY_TIMEOUT';
  readonly recoverable = true;

  constructor(url: string, timeoutMs: number) {
    super(`No complete answer from ${url} within ${timeoutMs} ms ("timeoutMs").`);
  }
}

/** The relay proxy does not accept the API key, or has no flag set for it. */
export class RelayUnauthorizedError extends GoffError {
  override readonly name = 'RelayUnauthorizedError';
  readonly code = 'RELAY_UNAUTHORIZED';
  readonly recoverable = false;
  /** HTTP status of the answer. */
  readonly status: number;

  constructor(url: string, status: number, hasKey: boolean, detail: string) {
    const advice = hasKey ? 'Is "apiKey" one of its evaluation keys?' : 'It wants a key: set "apiKey".';
    super(`${url} refused the API key (${status}${detail}). ${advice}`);
    this.status = status;
  }
}

/** Something in front of the relay proxy answered 403; the relay proxy itself never does. */
export class RelayForbiddenError extends GoffError {
  override readonly name = 'RelayForbiddenError';
  readonly code = 'RELAY_FORBIDDEN';
  readonly recoverable = false;

  constructor(url: string, detail: string) {
    super(`${url} answered 403${detail}. The relay proxy never does: look at the gateway in front of it.`);
  }
}

/** Too many requests. */
export class RelayRateLimitedError extends GoffError {
  override readonly name = 'RelayRateLimitedError';
  readonly code = 'RELAY_RATE_LIMITED';
  readonly recoverable = true;
  /** How long the answer asks to wait, in milliseconds; `undefined` where that cannot be read. */
  readonly retryAfterMs: number | undefined;

  constructor(url: string, retryAfterMs: number | undefined) {
    super(`${url} answered 429: too many requests.`);
    this.retryAfterMs = retryAfterMs;
  }
}

/** An HTTP status that the relay proxy does not give to this request. */
export class RelayStatusError extends GoffError {
  override readonly name = 'RelayStatusError';
  readonly code = 'RELAY_STATUS';
  readonly recoverable: boolean;
  /** HTTP status of the answer. */
  readonly status: number;

  constructor(url: string, status: number, detail: string) {
    const advice = status === 404 ? ' Is "endpoint" the base URL of a relay proxy, v1.45.0 or newer?' : '';
    super(`${url} answered ${status}${detail}.${advice}`);
    this.status = status;
    this.recoverable = isRecoverableStatus(status);
  }
}

/** The answer's body goes on beyond what is accepted. */
export class RelayBodyTooLargeError extends GoffError {
  override readonly name = 'RelayBodyTooLargeError';
  readonly code = 'RELAY_BODY_TOO_LARGE';
  readonly recoverable = false;

  constructor(url: string, limitBytes: number) {
    super(`The answer of ${url} exceeds ${limitBytes} bytes. Fetch fewer flags with "flagList".`);
  }
}

/** The answer is not what the relay proxy sends. */
export class RelayBodyInvalidError extends GoffError {
  override readonly name = 'RelayBodyInvalidError';
  readonly code = 'RELAY_BODY_INVALID';
  readonly recoverable = true;

  constructor(url: string, problem: string, cause?: unknown) {
    super(`The answer of ${url} ${problem}. Is "endpoint" the base URL of a GO Feature Flag relay proxy?`, { cause });
  }
}
