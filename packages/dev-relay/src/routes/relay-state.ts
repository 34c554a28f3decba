import type { EventJournal } from '../events/event-journal.ts';
import type { FlagSets } from '../flag-sets.ts';

/** What the handlers work on. */
export interface RelayState {
  readonly flagSets: FlagSets;
  readonly events: EventJournal;
  /** Reads the sources of one flag set again; `false` where that failed and the old flags stay. */
  readonly refresh: (flagSet: string) => Promise<boolean>;
  /** Clock in Unix milliseconds. */
  readonly now: () => number;
  /** One line for whoever watches the relay. */
  readonly report: (message: string) => void;
}
