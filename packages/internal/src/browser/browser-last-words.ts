import type { LastWords } from '../events/delivery/last-words.ts';

/** The application's room is not to be filled. */
const MOST_CHARACTERS = 500_000;

/** The local storage of this origin; `undefined` where there is none, as in a worker, or none may be used. */
export function browserLastWords(): LastWords | undefined {
  try {
    const { localStorage } = globalThis as { readonly localStorage?: Storage };
    return localStorage && createLastWords(localStorage);
  } catch {
    // Where storage is blocked, its mention throws.
    return undefined;
  }
}

function createLastWords(storage: Storage): LastWords {
  return {
    write(key, text) {
      if (text.length > MOST_CHARACTERS) return;
      try {
        storage.setItem(key, text);
      } catch {
        // It is full. There is IndexedDB, most of the time.
      }
    },
    keys: (prefix) => Object.keys(storage).filter((key) => key.startsWith(prefix)),
    read: (key) => storage.getItem(key) ?? undefined,
    remove: (key) => storage.removeItem(key),
  };
}
