import type { Page } from '@playwright/test';

/**
 * Visits every store of every IndexedDB database of the page's origin, each in a transaction of its own. Gives what the visits came to.
 *
 * @param visit - Runs in the page: it can use nothing from around it.
 */
export function inEveryStore<T>(
  page: Page,
  mode: IDBTransactionMode,
  visit: (store: IDBObjectStore) => Promise<T>,
): Promise<readonly T[]> {
  return page.evaluate(
    async ([chosen, source]) => {
      const call = Reflect.construct(Function, ['store', `return (${source})(store)`]) as typeof visit;
      const results: T[] = [];
      for (const { name = '' } of await indexedDB.databases()) {
        const database = await new Promise<IDBDatabase>((resolve, reject) => {
          const request = indexedDB.open(name);
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        for (const store of database.objectStoreNames) {
          results.push(await call(database.transaction(store, chosen).objectStore(store)));
        }
        database.close();
      }
      return results;
    },
    [mode, visit.toString()] as const,
  );
}
