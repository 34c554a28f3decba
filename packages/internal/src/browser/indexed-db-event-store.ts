import { promisifyRequest } from 'idb-keyval';
import { EVENTS_VERSION, type EventStore } from '../events/delivery/event-store.ts';
import type { IndexedDbConnection } from './indexed-db-connection.ts';

/** The database of events that wait. Beside the one of flags: its entries come and go all the time, and are never text that can be fetched again. */
export const EVENTS_DATABASE_NAME: string = `goff-web-events-${EVENTS_VERSION}`;

const STORE_NAME = 'batches';

/** Opens a database. Handed over, because the code that is loaded first has it already. */
export type ConnectIndexedDb = (databaseName: string, storeName: string) => IndexedDbConnection;

/** Events in IndexedDB, for pages and workers. */
export function createIndexedDbEventStore(connect: ConnectIndexedDb): EventStore {
  const connection = connect(EVENTS_DATABASE_NAME, STORE_NAME);
  const { useStore } = connection;
  // The next page wants to know at once what this one has left, so the connection is open before it is needed.
  void useStore('readonly', () => undefined).catch(() => undefined);
  return {
    change: (puts, deletes) =>
      useStore('readwrite', (store) => {
        for (const [key, text] of puts) store.put(text, key);
        for (const key of deletes) store.delete(key);
        const done = promisifyRequest(store.transaction);
        // Without it a transaction ends with a turn of this page's, which a closing page does not get.
        store.transaction.commit?.();
        return done;
      }),
    keys: (prefix) =>
      useStore('readonly', async (store) => {
        const keys = await promisifyRequest(store.getAllKeys(IDBKeyRange.bound(prefix, `${prefix}\uffff`)));
        return keys.filter((key) => typeof key === 'string');
      }),
    read: (keys) =>
      useStore('readonly', (store) =>
        Promise.all(
          keys.map(async (key) => {
            const text: unknown = await promisifyRequest(store.get(key));
            return typeof text === 'string' ? text : undefined;
          }),
        ),
      ),
    close: () => connection.close(),
  };
}
