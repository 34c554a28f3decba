import { promisifyRequest, type UseStore } from 'idb-keyval';

/** A connection that opens by itself and never stands in the way of a deletion or an upgrade by another page. */
export interface IndexedDbConnection {
  readonly useStore: UseStore;
  /** Closes the database; the next use opens it again. */
  close(): void;
}

/** Connects to one object store of one database, at once; both are made where they do not exist. */
export function connectIndexedDb(databaseName: string, storeName: string): IndexedDbConnection {
  let opening: Promise<IDBDatabase> | undefined;

  // Asynchronous also where a browser throws at once.
  async function request(): Promise<IDBDatabase> {
    const asked = indexedDB.open(databaseName);
    asked.onupgradeneeded = () => asked.result.createObjectStore(storeName);
    return promisifyRequest(asked);
  }

  function open(): Promise<IDBDatabase> {
    if (opening !== undefined) return opening;
    const opened = request();
    const forget = (): void => {
      if (opening === opened) opening = undefined;
    };
    opened.then((database) => {
      // Browsers close connections by themselves now and then (Safari in the background, storage cleared by the user).
      database.onclose = forget;
      database.onversionchange = () => {
        database.close();
        forget();
      };
    }, forget);
    opening = opened;
    return opened;
  }

  async function begin(mode: IDBTransactionMode): Promise<IDBObjectStore> {
    const database = await open();
    try {
      return database.transaction(storeName, mode).objectStore(storeName);
    } catch {
      // The connection went away unannounced. A second one tells whether that was all.
      close();
      return (await open()).transaction(storeName, mode).objectStore(storeName);
    }
  }

  function close(): void {
    const closing = opening;
    opening = undefined;
    closing?.then(
      (database) => database.close(),
      () => undefined,
    );
  }

  // Whoever connects will want it in a moment. Where it fails, the first use tells.
  void open();
  return { useStore: async (mode, callback) => callback(await begin(mode)), close };
}
