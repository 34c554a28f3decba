import { UNKNOWN_RETRY_AFTER_MS } from '../relay/retry-after.ts';

/** What became of one attempt to refresh, as far as the next one depends on it. */
export type RefreshVerdict =
  /** `changed`: what is served is no longer what it was. */
  | { readonly kind: 'refreshed'; readonly changed?: boolean }
  /** An answer that is believed only when a second one says the same. */
  | { readonly kind: 'unconfirmed' }
  | { readonly kind: 'failed' }
  /** The credential was refused; trying again soon does not help. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'rate-limited'; readonly retryAfterMs: number | undefined };

/** What the next delay is computed from. */
export interface RefreshSituation {
  readonly verdict: RefreshVerdict;
  /** Attempts in a row, this one included, that did not refresh. */
  readonly failures: number;
  /** Whether there is something to serve meanwhile. */
  readonly serving: boolean;
  /** `0` = no polling. */
  readonly pollIntervalMs: number;
  /** From 0 (included) to 1 (excluded). */
  readonly random: number;
}

const POLL_JITTER = 0.1;
const CONFIRM_DELAY_MS = 5_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 60_000;
const FIRST_REFUSED_RETRY_MS = 30_000;
const LONGEST_REFUSED_RETRY_MS = 300_000;
const RATE_LIMIT_SPREAD = 0.5;

/**
 * Milliseconds until the next attempt, `undefined` where none is due by itself. Everything is jittered, so that pages that started
 * together do not ask together: polls by ±10 %, retries between half and all of a delay that doubles (1 s to 60 s; after a refused
 * credential 30 s to 5 min), rate limits by up to 50 % on top.
 */
export function refreshDelayMs(situation: RefreshSituation): number | undefined {
  const { verdict, failures, serving, pollIntervalMs, random } = situation;
  switch (verdict.kind) {
    case 'refreshed':
      return pollIntervalMs === 0 ? undefined : spread(pollIntervalMs, random);
    case 'unconfirmed':
      return spread(CONFIRM_DELAY_MS, random);
    case 'failed': {
      const retryMs = backOff(FIRST_RETRY_MS, LONGEST_RETRY_MS, failures, random);
      return serving ? Math.max(retryMs, spread(pollIntervalMs, random)) : retryMs;
    }
    case 'refused':
      return backOff(FIRST_REFUSED_RETRY_MS, LONGEST_REFUSED_RETRY_MS, failures, random);
    case 'rate-limited':
      return (verdict.retryAfterMs ?? UNKNOWN_RETRY_AFTER_MS) * (1 + RATE_LIMIT_SPREAD * random);
  }
}

function spread(intervalMs: number, random: number): number {
  return intervalMs * (1 - POLL_JITTER + 2 * POLL_JITTER * random);
}

function backOff(firstMs: number, longestMs: number, failures: number, random: number): number {
  const delayMs = Math.min(longestMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return delayMs * (0.5 + random / 2);
}
