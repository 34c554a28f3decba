import type { PostEvents, PostOutcome } from './post-events.ts';

/** What became of events that were sent, one way or another. */
export interface SentEvents {
  /** `failed` leaves all of them to be sent again: those of them that were accepted before are few, and carry their ids. */
  readonly outcome: Exclude<PostOutcome, { readonly kind: 'refused' }>;
  /** Events that no batch can carry. */
  readonly refused: readonly string[];
}

/**
 * Sends events. A batch that is refused is halved until the events at fault are alone: nothing is sent again as it was, and one bad event
 * takes no good ones with it.
 */
export async function sendEvents(post: PostEvents, events: readonly string[], keepalive: boolean): Promise<SentEvents> {
  const outcome = await post(events, keepalive);
  if (outcome.kind !== 'refused') return { outcome, refused: [] };
  if (events.length <= 1) return { outcome: { kind: 'accepted' }, refused: events };
  const middle = events.length >> 1;
  const first = await sendEvents(post, events.slice(0, middle), keepalive);
  if (first.outcome.kind === 'failed') return first;
  const second = await sendEvents(post, events.slice(middle), keepalive);
  return { outcome: second.outcome, refused: [...first.refused, ...second.refused] };
}
