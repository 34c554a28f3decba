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

function judge({ isAccepted, isKeyless, retryAfterMs, status }: BatchAnswer): PostOutcome {
  if (isAccepted) return { kind: 'accepted' };
  const problem = `status ${status}`;
  if (REFUSED.has(status) && !isKeyless) return { kind: 'refused', problem };
  return { kind: 'failed', problem, retryAfterMs };
}
