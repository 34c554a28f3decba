/**
 * Where a page can still write in the moment in which it ends. What it begins to write to IndexedDB then is lost now and then, with the
 * transaction that never began: in Chromium on a busy machine one of twenty, and one of four behind another transaction.
 */
export interface LastWords {
  /** Done when it returns. Nothing is written where there is no room. */
  write(key: string, text: string): void;
  /** All keys that begin with `prefix`. */
  keys(prefix: string): readonly string[];
  read(key: string): string | undefined;
  remove(key: string): void;
}

/** What a courier writes: entries of the store of events. A page without one writes events, as lines of JSON. */
export type Entries = readonly (readonly [key: string, text: string])[];

/** Reads entries; none where the text is none of ours. */
export function readEntries(text: string | undefined): Entries {
  try {
    const entries: unknown = JSON.parse(text ?? '[]');
    return Array.isArray(entries) ? entries.filter(isEntry) : [];
  } catch {
    return [];
  }
}

function isEntry(entry: unknown): entry is Entries[number] {
  return Array.isArray(entry) && typeof entry[0] === 'string' && typeof entry[1] === 'string';
}
