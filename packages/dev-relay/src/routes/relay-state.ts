import type { CollectedEvent } from '../events/collected-event.ts';
import type { FlagSets } from '../flag-sets.ts';
import type { Journal } from '../journal.ts';

/** What the handlers work on. */
export interface RelayState {
  readonly flagSets: FlagSets;
  /** What was collected, and for which flag set. */
  readonly events: Journal<{ readonly flagSet: string; readonly event: CollectedEvent }>;
  /** Reads the sources of one flag set again; `false` where that failed and the old flags stay. */
  readonly refresh: (flagSet: string) => Promise<boolean>;
  /** Clock in Unix milliseconds. */
  readonly now: () => number;
  /** One line for whoever watches the relay. */
  readonly report: (message: string) => void;
}
