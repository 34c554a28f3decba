/** Databases in which the library keeps events begin with this. */
const DATABASE_PREFIX = 'goff-web-events';
const STORE = 'batches';

function opened(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The database did not open.'));
  });
}

function textsIn(database: IDBDatabase): Promise<readonly unknown[]> {
  return new Promise((resolve, reject) => {
    const request = database.transaction(STORE, 'readonly').objectStore(STORE).getAll();
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('The database was not read.'));
  });
}

/**
 * How many events wait on this device for a relay proxy that takes them: looked up where the library keeps them, as with the browser's own
 * developer tools. `undefined` where that cannot be seen.
 */
export async function countWaitingEvents(): Promise<number | undefined> {
  const databases = await indexedDB.databases();
  const name = databases.find((database) => database.name?.startsWith(DATABASE_PREFIX))?.name;
  if (name === undefined) return undefined;
  const database = await opened(name);
  try {
    if (!database.objectStoreNames.contains(STORE)) return undefined;
    const texts = await textsIn(database);
    // One event a line.
    return texts.reduce<number>(
      (sum, text) =>
        sum +
        String(text)
          .split('\n')
          .filter((line) => line.startsWith('{')).length,
      0,
    );
  } finally {
    database.close();
  }
}
