import type { KeyValueStore } from './key-value-store.ts';

/**
 * A store of the application's own, for the `storage` option. Keys and values are strings; methods may answer directly or with a promise,
 * and may throw: the provider then goes on in memory, with one warning.
 */
export interface ApplicationStorage {
  /** The value under `key`; `undefined` or `null` where there is none. */
  get(key: string): string | null | undefined | Promise<string | null | undefined>;
  /** Keeps `value` under `key`. */
  set(key: string, value: string): unknown;
  /** Forgets `key`. */
  delete(key: string): unknown;
}

/** Fits the application's store to our port. It cannot be listed, so it remembers which keys were used. */
export function fromApplicationStorage(storage: ApplicationStorage): KeyValueStore {
  const used = new Set<string>();
  const forget = async (key: string): Promise<void> => {
    await storage.delete(key);
    used.delete(key);
  };
  return {
    get: async (key) => {
      used.add(key);
      return (await storage.get(key)) ?? undefined;
    },
    set: async (key, value) => {
      used.add(key);
      await storage.set(key, value);
    },
    delete: forget,
    clear: async () => {
      await Promise.all([...used].map(forget));
    },
    close: () => undefined,
  };
}
