import type { Clock } from '../platform/clock.ts';
import type { BatchAnswer, SendBatch } from './send-batch.ts';

/** What became of a batch. */
export type PostOutcome =
  | { readonly kind: 'accepted' }
  /** The batch itself is at fault (400, 413): as it is, it will never be taken. */
  | { readonly kind: 'refused'; readonly problem: string }
  /** It may be taken at another time. */
  | { readonly kind: 'failed'; readonly problem: string; readonly retryAfterMs: number | undefined };

/** Sends events, given as JSON texts, and says what became of them. Never rejects. */
export type PostEvents = (events: readonly string[], keepalive: boolean) => Promise<PostOutcome>;

const REFUSED: ReadonlySet<number> = new Set([400, 413]);
/** Where `Retry-After` cannot be read, as in a page of another origin. */
const UNKNOWN_RETRY_AFTER_MS = 30_000;

/** Makes a {@link PostEvents} that gives up after `timeoutMs`. The request is under way when it returns. */
export function createPostEvents(send: SendBatch, clock: Clock, timeoutMs: number): PostEvents {
  return async (events, keepalive) => {
    const abort = new AbortController();
    const cancel = clock.schedule(() => abort.abort(), timeoutMs);
    try {
      return judge(await send(events, keepalive, abort.signal));
    } catch (error) {
      const problem = abort.signal.aborted ? `no answer within ${timeoutMs} ms` : String(error);
      return { kind: 'failed', problem, retryAfterMs: undefined };
    } finally {
      cancel();
    }
  };
}

function judge({ isAccepted, retryAfterMs, status, text }: BatchAnswer): PostOutcome {
  if (isAccepted) return { kind: 'accepted' };
  const problem = `status ${status}`;
  // A key without a flag set is a 400 as well: there the key is at fault, not the batch.
  if (REFUSED.has(status) && !/flagset|flag set|no API key/i.test(text)) return { kind: 'refused', problem };
  return {
    kind: 'failed',
    problem,
    retryAfterMs: status === 429 ? (retryAfterMs ?? UNKNOWN_RETRY_AFTER_MS) : retryAfterMs,
  };
}
