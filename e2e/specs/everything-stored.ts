import type { Page } from '@playwright/test';

/** Every entry of every IndexedDB database by its key, and by name whatever else a page can keep. */
export function everythingStored(page: Page): Promise<readonly string[]> {
  return page.evaluate(async () => {
    const kept: string[] = [...Object.keys(localStorage), ...Object.keys(sessionStorage), ...(await caches.keys())];
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name);
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      for (const store of database.objectStoreNames) {
        const keys = await new Promise<IDBValidKey[]>((resolve, reject) => {
          const request = database.transaction(store).objectStore(store).getAllKeys();
          request.onsuccess = () => resolve(request.result);
          request.onerror = () => reject(request.error);
        });
        kept.push(...keys.map(String));
      }
      database.close();
    }
    return kept;
  });
}
