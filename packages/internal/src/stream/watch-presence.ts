import type { Cancel, Clock } from '../platform/clock.ts';
import type { Page } from '../platform/page.ts';

/** What presence is told to. */
export interface PresenceListener {
  /** Nobody looks any more, or the page cannot run: nothing may run either. */
  left(): void;
  /** The end of that. */
  cameBack(): void;
  /** Somebody looks again after less than a minute. */
  glanced(): void;
  /** The network is there again. */
  connected(): void;
}

/** So long a hidden page goes on as if it were seen. */
const HIDDEN_MS = 60_000;

/** Says whether there is anybody to work for: not in a page that is frozen, in the back/forward cache, or hidden for a minute. */
export function watchPresence(page: Page, clock: Clock, listener: PresenceListener): Cancel {
  let isAway = false;
  let cancelLeaving: Cancel = () => undefined;

  function leave(): void {
    cancelLeaving();
    if (isAway) return;
    isAway = true;
    listener.left();
  }

  function leaveSoon(): void {
    cancelLeaving();
    if (!isAway) cancelLeaving = clock.schedule(leave, HIDDEN_MS);
  }

  /** A hidden tab is thawed now and then without anybody looking at it. */
  function comeBack(): void {
    if (!isAway || page.hidden()) return;
    isAway = false;
    listener.cameBack();
  }

  const cancelListening = page.listen((event) => {
    switch (event) {
      case 'hidden':
        return leaveSoon();
      case 'frozen':
      case 'left':
        return leave();
      case 'visible':
        cancelLeaving();
        return isAway ? comeBack() : listener.glanced();
      case 'resumed':
      case 'returned':
        return comeBack();
      case 'online':
        return isAway ? undefined : listener.connected();
      case 'offline':
        return undefined;
    }
  });
  if (page.hidden()) leaveSoon();
  return () => {
    cancelListening();
    cancelLeaving();
  };
}
