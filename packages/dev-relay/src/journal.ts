/** The newest of what has happened, in the order in which it did, kept in memory. */
export interface Journal<Entry> {
  add(entry: Entry): void;
  read(): readonly Entry[];
  clear(): void;
}

/** A journal that keeps the newest `capacity` entries. */
export function createJournal<Entry>(capacity: number): Journal<Entry> {
  let entries: Entry[] = [];
  return {
    add: (entry) => {
      entries.push(entry);
      // Trimmed in one go now and then, so that a busy relay does not copy the whole journal for each entry.
      if (entries.length > capacity * 2) entries = entries.slice(-capacity);
    },
    read: () => entries.slice(-capacity),
    clear: () => {
      entries = [];
    },
  };
}
