/** How a page comes to its end, or what its events go through. */
export type Kill =
  | 'reload'
  | 'navigation'
  | 'close'
  | 'crash'
  | 'offline-reload'
  | 'offline-close'
  /** Not ordered: the page that came of a reload, when the next one is opened in its place. */
  | 'succeeded'
  | 'relay-down'
  | 'relay-down-reload';

/** All of them, as often as they come. */
export const KILLS: readonly Kill[] = [
  'reload',
  'reload',
  'navigation',
  'navigation',
  'close',
  'close',
  'crash',
  'crash',
  'offline-reload',
  'offline-close',
  'relay-down',
  'relay-down-reload',
];

/** Ends of which a page is told while everything works. */
export const CLEAN: ReadonlySet<Kill> = new Set(['reload', 'navigation', 'close']);

/** What a page recorded, and how it ended. */
export interface KilledPage {
  readonly name: string;
  readonly kill: Kill;
  /** When each number was recorded, in Unix milliseconds; the first is number 1. */
  readonly recordedAtMs: readonly number[];
  /** When the kill was ordered. */
  readonly killedAtMs: number;
}

/** What became of the events of pages that ended in one way. */
export interface KillTally {
  pages: number;
  recorded: number;
  /** Recorded early enough to be due, and not there. */
  lost: number;
  /** Recorded so shortly before a crash that nobody promises anything, and not there. */
  lostInWindow: number;
  /** There more than once; each further time counts. */
  duplicates: number;
}
