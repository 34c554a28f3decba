import { createInTurn } from './in-turn.ts';
import type { KeyValueStore, StoredValue } from './key-value-store.ts';
import { parseNames } from './parse-names.ts';
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

/** What the `storage` option chose. */
export type StorageChoice = 'indexeddb' | 'memory' | ApplicationStorage | undefined;

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
  /** The index is read and written as a whole: one at a time. */
  const inTurn = createInTurn();
  const get = async <T extends StoredValue = string>(key: string): Promise<T | undefined> =>
    ((await storage.get(key)) ?? undefined) as T | undefined;

  function withIndex(alter: (names: Set<string>) => unknown): Promise<void> {
    return inTurn(async () => {
      const names = parseNames(await get(INDEX));
      const { size } = names;
      await alter(names);
      if (names.size === 0) await storage.delete(INDEX);
      else if (names.size !== size) await storage.set(INDEX, JSON.stringify([...names]));
    });
  }

  async function remove(names: Set<string>, key: string): Promise<void> {
    await storage.delete(key);
    names.delete(key);
  }

  return {
    get,
    async set(key, value) {
      // First the index: an entry that is not in it could never be found again.
      await withIndex((names) => names.add(key));
      // Who writes bytes knows that this is no place for them.
      await storage.set(key, value as string);
    },
    delete: (key) => withIndex((names) => remove(names, key)),
    deleteAll: (prefix) =>
      withIndex(async (names) => {
        for (const name of names) if (name.startsWith(prefix)) await remove(names, name);
      }),
    close: () => undefined,
  };
}
