import type { KeyValueStore, StoredValue } from './key-value-store.ts';

/** A store that lives as long as the page. */
export function createMemoryStore(): KeyValueStore {
  const entries = new Map<string, StoredValue>();
  return {
    get: async <T extends StoredValue>(key: string) => entries.get(key) as T | undefined,
    set: async (key, value) => {
      entries.set(key, value);
    },
    delete: async (key) => {
      entries.delete(key);
    },
    deleteAll: async (prefix) => {
      for (const key of entries.keys()) if (key.startsWith(prefix)) entries.delete(key);
    },
    close: () => undefined,
  };
}
