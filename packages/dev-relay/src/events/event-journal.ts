import type { CollectedEvent } from './collected-event.ts';

/** Events in the order in which they arrived, kept in memory. */
export interface EventJournal {
  add(flagSet: string, event: CollectedEvent): void;
  /** All events, or those of one flag set. */
  read(flagSet?: string): readonly CollectedEvent[];
  clear(): void;
}

/** A journal that keeps the newest `capacity` events. */
export function createEventJournal(capacity: number): EventJournal {
  let entries: { readonly flagSet: string; readonly event: CollectedEvent }[] = [];
  return {
    add: (flagSet, event) => {
      entries.push({ flagSet, event });
      // Trimmed in one go now and then, so that a busy relay does not copy the whole journal for each event.
      if (entries.length > capacity * 2) entries = entries.slice(-capacity);
    },
    read: (flagSet) =>
      entries
        .slice(-capacity)
        .filter((entry) => flagSet === undefined || entry.flagSet === flagSet)
        .map((entry) => entry.event),
    clear: () => {
      entries = [];
    },
  };
}
