import type { Page } from '@playwright/test';
import { inEveryStore } from '../page/in-every-store.ts';

/** Every entry of every IndexedDB database by its key, and by name whatever else a page can keep. */
export async function everythingStored(page: Page): Promise<readonly string[]> {
  const named = await page.evaluate(async () => [
    ...Object.keys(localStorage),
    ...Object.keys(sessionStorage),
    ...(await caches.keys()),
  ]);
  const keys = await inEveryStore(
    page,
    'readonly',
    (store) =>
      new Promise<readonly string[]>((resolve, reject) => {
        const request = store.getAllKeys();
        request.onsuccess = () => resolve(request.result.map(String));
        request.onerror = () => reject(request.error);
      }),
  );
  return [...named, ...keys.flat()];
}
