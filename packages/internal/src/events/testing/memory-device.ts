import type { EventStore } from '../delivery/event-store.ts';
import type { PageLocks } from '../delivery/page-locks.ts';

/** A device for tests: what several pages store, and the locks between them. */
export interface MemoryDevice {
  readonly entries: Map<string, string>;
  readonly store: EventStore;
  readonly locks: PageLocks;
  /** How often something was written or deleted. */
  changes: number;
  /** Whether the store refuses to work. */
  isBroken: boolean;
}

/** Makes a {@link MemoryDevice}. */
export function createMemoryDevice(): MemoryDevice {
  const entries = new Map<string, string>();
  const held = new Set<string>();
  const device: MemoryDevice = {
    entries,
    changes: 0,
    isBroken: false,
    store: {
      async change(puts, deletes) {
        if (device.isBroken) throw new Error('the quota is exceeded');
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
  };
  return device;
}
