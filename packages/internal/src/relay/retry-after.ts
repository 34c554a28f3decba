/** Longer waits than this are not believed. */
const LONGEST_MS = 24 * 60 * 60 * 1_000;

/** How long is waited where `Retry-After` cannot be read, as in a page of another origin. */
export const UNKNOWN_RETRY_AFTER_MS = 30_000;

/**
 * How many milliseconds `Retry-After` asks to wait: seconds or an HTTP date. `undefined` where the header is absent, unreadable across
 * origins, or not understood, and where no time is left: a clock that is ahead would have pages ask again without end.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc9110#name-retry-after | RFC 9110, 10.2.3}
 */
export function retryAfterMs(header: string | null, nowMs: number): number | undefined {
  const text = header?.trim() ?? '';
  if (text === '') return undefined;
  const waitMs = /^\d+$/.test(text) ? Number(text) * 1_000 : Date.parse(text) - nowMs;
  return waitMs > 0 ? Math.min(LONGEST_MS, waitMs) : undefined;
}
