import type { Clock } from '../../platform/clock.ts';
import type { StreamState } from '../../stream/change-watch.ts';

/** What the last answers and failures say about the way to the relay proxy. */
export interface RelayHealth {
  /** Takes note of an exchange with the relay proxy. */
  note(isAnswered: boolean, atMs: number): void;
  /** The device itself says that it has no network. */
  noteOffline(): void;
  /** Takes note of what has become of the change stream, which tells the end of a relay proxy when it comes. */
  noteStream(state: StreamState): void;
  /** `answering`: a request that is sent now will arrive, as far as can be known. `answered`: so it was, some time ago. */
  state(): 'unknown' | 'answering' | 'answered' | 'failing';
  /** Whether an exchange failed within a minute of that time. */
  failedAround(atMs: number): boolean;
  /** Whether an exchange failed at that time or later. */
  failedSince(atMs: number): boolean;
}

/** As long as the relay proxy has answered within this time, it is believed to be there. */
const BELIEVED_MS = 30_000;
const AROUND_MS = 60_000;
/**
 * A browser breaks off the requests and streams of a page shortly before it tells the page that it ends; even those that go on without it
 * then look as if they had failed. So what has failed is believed a moment later only: to a page that ends, it has not.
 */
export const DOUBT_MS = 100;

/** Makes a {@link RelayHealth} that knows nothing yet, and tells each time when it knows more. */
export function createRelayHealth(clock: Clock, onKnown: () => void): RelayHealth {
  let answeredMs = Number.NEGATIVE_INFINITY;
  let failedMs = Number.NEGATIVE_INFINITY;
  /** What has failed, and is not believed yet. */
  let doubtedMs = Number.NEGATIVE_INFINITY;
  let lostMs = Number.NEGATIVE_INFINITY;
  let isLive = false;
  return {
    note(isAnswered, atMs) {
      if (isAnswered) {
        // The page goes on, so what has failed was no page's end.
        failedMs = Math.max(failedMs, doubtedMs);
        answeredMs = atMs;
        return onKnown();
      }
      doubtedMs = atMs;
      clock.schedule(() => {
        failedMs = atMs;
        onKnown();
      }, DOUBT_MS);
    },
    noteOffline() {
      failedMs = clock.now();
    },
    noteStream(state) {
      if (state !== 'lost') {
        isLive = state === 'live';
        // One that is closed from here has been open until now, unless the device was without a network.
        if (isLive || answeredMs > failedMs) answeredMs = clock.now();
        return;
      }
      clock.schedule(() => {
        isLive = false;
        // No failure yet, gateways cut idle streams; but nothing is known until the next answer: one that came since may be older.
        lostMs = clock.now();
      }, DOUBT_MS);
    },
    state() {
      if (failedMs >= answeredMs && failedMs > Number.NEGATIVE_INFINITY) return 'failing';
      if (lostMs >= answeredMs) return 'unknown';
      return isLive || Math.abs(clock.now() - answeredMs) <= BELIEVED_MS ? 'answering' : 'answered';
    },
    failedSince: (atMs) => failedMs >= atMs,
    failedAround: (atMs) => Math.abs(failedMs - atMs) <= AROUND_MS,
  };
}
