import type { Clock } from '../platform/clock.ts';
import { isKeyless } from '../relay/is-keyless.ts';
import { type RelayHeadersOptions, relayHeaders } from '../relay/relay-headers.ts';
import { retryAfterMs, UNKNOWN_RETRY_AFTER_MS } from '../relay/retry-after.ts';

/** How events reach the collector. */
export interface SendBatchOptions extends RelayHeadersOptions {
  /** Base URL without a trailing slash. */
  readonly endpoint: string;
  /** The application's `fetch`, where it gave one. */
  readonly fetch: PlatformFetch | undefined;
}

type PlatformFetch = (input: Request, init?: RequestInit) => Promise<Response>;

/** What the collector answered. */
export interface BatchAnswer {
  readonly status: number;
  /** Whether the events were taken. A server that answers every path with its own page is no collector. */
  readonly isAccepted: boolean;
  /** Whether the key is at fault, and not the events. */
  readonly isKeyless: boolean;
  /** How long it asks to wait; `undefined` where it does not. */
  readonly retryAfterMs: number | undefined;
}

/** Sends events, given as JSON texts, in one request. With `keepalive` it goes on when the page ends. Rejects where there is no answer. */
export type SendBatch = (events: readonly string[], keepalive: boolean, signal?: AbortSignal) => Promise<BatchAnswer>;

/** Makes a {@link SendBatch}. The request is under way when it returns: a page that closes gives no second turn. */
export function createSendBatch(
  options: SendBatchOptions,
  platform: { readonly clock: Clock; readonly fetch: PlatformFetch; readonly requestInit: RequestInit },
): SendBatch {
  return async (events, keepalive, signal) => {
    const request = new Request(`${options.endpoint}/v1/data/collector`, {
      ...platform.requestInit,
      method: 'POST',
      headers: relayHeaders(options),
      body: `{"events":[${events.join(',')}]}`,
      keepalive,
      ...(signal && { signal }),
    });
    const response = await (options.fetch ?? platform.fetch)(request);
    // An answer counts against the budget of `keepalive` until its body has been read.
    const text = await response.text();
    const waitMs = retryAfterMs(response.headers.get('Retry-After'), platform.clock.now());
    return {
      retryAfterMs: response.status === 429 ? (waitMs ?? UNKNOWN_RETRY_AFTER_MS) : waitMs,
      status: response.status,
      isAccepted: response.ok && (text === '' || text.includes('ingestedContentCount')),
      isKeyless: isKeyless(text),
    };
  };
}
