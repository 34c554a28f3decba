import type { KeyValueStore } from './key-value-store.ts';
import { STORAGE_ROOT } from './storage-key.ts';

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

/** Such a store cannot be listed, so the names of what lies in it are an entry of their own. */
const INDEX = `${STORAGE_ROOT}index`;

const adapted = new WeakMap<ApplicationStorage, KeyValueStore>();

/** Fits the application's store to our port. Providers that share a store share the adapter too, and with it the index. */
export function fromApplicationStorage(storage: ApplicationStorage): KeyValueStore {
  const known = adapted.get(storage) ?? adapt(storage);
  adapted.set(storage, known);
  return known;
}

function adapt(storage: ApplicationStorage): KeyValueStore {
  let last: Promise<unknown> = Promise.resolve();
  const get = async (key: string): Promise<string | undefined> => (await storage.get(key)) ?? undefined;

  /** The index is read and written as a whole: one at a time. */
  function withIndex(alter: (names: Set<string>) => Promise<boolean>): Promise<void> {
    const altered = last.then(async () => {
      const names = parseIndex(await get(INDEX));
      if (!(await alter(names))) return;
      if (names.size > 0) await storage.set(INDEX, JSON.stringify([...names]));
      else await storage.delete(INDEX);
    });
    last = altered.catch(() => undefined);
    return altered;
  }

  return {
    get,
    async set(key, value) {
      // First the index: an entry that is not in it could never be found again.
      await withIndex(async (names) => names.size < names.add(key).size);
      await storage.set(key, value);
    },
    delete: (key) =>
      withIndex(async (names) => {
        await storage.delete(key);
        return names.delete(key);
      }),
    deleteAll: (prefix) =>
      withIndex(async (names) => {
        const ours = [...names].filter((name) => name.startsWith(prefix));
        for (const name of ours) {
          await storage.delete(name);
          names.delete(name);
        }
        return ours.length > 0;
      }),
    close: () => undefined,
  };
}

function parseIndex(text: string | undefined): Set<string> {
  try {
    const names: unknown = JSON.parse(text ?? '[]');
    return new Set(Array.isArray(names) ? names.filter((name) => typeof name === 'string') : []);
  } catch {
    return new Set();
  }
}
