import { del, get, promisifyRequest, set } from 'idb-keyval';
import type { KeyValueStore } from '../storage/key-value-store.ts';
import { STORAGE_VERSION } from '../storage/storage-key.ts';
import { connectIndexedDb } from './indexed-db-connection.ts';

/** The database of this library in this origin. Another storage version has a database of its own. */
export const DATABASE_NAME: string = `goff-web-${STORAGE_VERSION}`;

const STORE_NAME = 'entries';

/** A store in IndexedDB, for pages and workers. */
export function createIndexedDbStore(): KeyValueStore {
  const connection = connectIndexedDb(DATABASE_NAME, STORE_NAME);
  const { useStore } = connection;
  return {
    get: (key) => get(key, useStore),
    set: (key, value) => set(key, value, useStore),
    delete: (key) => del(key, useStore),
    deleteAll: (prefix) =>
      useStore('readwrite', (entries) =>
        promisifyRequest(entries.delete(IDBKeyRange.bound(prefix, `${prefix}\uffff`))),
      ),
    close: () => connection.close(),
  };
}
