import type { Cancel } from './clock.ts';

/**
 * What happens to a page. `left` is `pagehide`: it may be gone, or kept in the back/forward cache; `returned` says that it came back from
 * there. A frozen page runs nothing until it is `resumed`.
 */
export type PageEvent = 'visible' | 'hidden' | 'frozen' | 'resumed' | 'left' | 'returned' | 'online' | 'offline';

/** The life of the page or worker that a provider runs in. */
export interface Page {
  /** Whether nobody can see the page. Never in a worker, which has no visibility of its own. */
  hidden(): boolean;
  /** Calls back at each event until it is cancelled. None of the listeners keeps a page out of the back/forward cache. */
  listen(listener: (event: PageEvent) => void): Cancel;
}
