import type { EventStore } from '../delivery/event-store.ts';
import type { LastWords } from '../delivery/last-words.ts';
import type { PageLocks } from '../delivery/page-locks.ts';

/** A device for tests: what several pages store, and the locks between them. */
export interface MemoryDevice {
  readonly entries: Map<string, string>;
  readonly store: EventStore;
  readonly locks: PageLocks;
  readonly lastWords: LastWords;
  /** How often something was written or deleted. */
  changes: number;
  /** Whether the store takes nothing more; it still deletes. */
  isBroken: boolean;
  /** Whether the page has ended in the eyes of the store: what it begins now never begins. */
  isDeaf: boolean;
}

/** Makes a {@link MemoryDevice}. */
export function createMemoryDevice(): MemoryDevice {
  const entries = new Map<string, string>();
  const held = new Set<string>();
  const words = new Map<string, string>();
  const device: MemoryDevice = {
    entries,
    changes: 0,
    isBroken: false,
    isDeaf: false,
    store: {
      async change(puts, deletes) {
        if (device.isBroken && puts.length > 0) throw new Error('the quota is exceeded');
        if (device.isDeaf) return new Promise(() => undefined);
        device.changes += 1;
        for (const [key, text] of puts) entries.set(key, text);
        for (const key of deletes) entries.delete(key);
      },
      keys: async (prefix) => [...entries.keys()].filter((key) => key.startsWith(prefix)).sort(),
      read: async (keys) => keys.map((key) => entries.get(key)),
      close: () => undefined,
    },
    locks: {
      async tryHold(name) {
        if (held.has(name)) return undefined;
        held.add(name);
        return () => void held.delete(name);
      },
    },
    lastWords: {
      write: (key, text) => void words.set(key, text),
      keys: (prefix) => [...words.keys()].filter((key) => key.startsWith(prefix)),
      read: (key) => words.get(key),
      remove: (key) => void words.delete(key),
    },
  };
  return device;
}
