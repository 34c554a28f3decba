import type { Cancel } from '../../platform/clock.ts';

/** Locks between the pages of an origin. One that a page holds ends with the page, however that ends. */
export interface PageLocks {
  /** Takes the lock and returns what gives it back; `undefined` where another page holds it, and where this one ends. */
  tryHold(name: string): Promise<Cancel | undefined>;
}
