import type { Page } from '@playwright/test';
import { expect, flagsWith, KEY, MODES, open, SSE, test } from './changes/changes-test.ts';

/** Users whose every attribute can be told from anything else in the page. */
const USERS = [
  { targetingKey: 'zebra-one', email: 'one@zebra.example', plan: 'zebra-gold', born: { year: 71_717_001 } },
  { targetingKey: 'zebra-two', email: 'two@zebra.example', plan: 'zebra-iron', born: { year: 71_717_002 } },
];
const ATTRIBUTES = /zebra|71717/i;

/** Everything that this origin keeps or that its other pages see, names and values, as one text. */
function everythingKept(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const settled = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
    const kept: unknown[] = [document.cookie, window.name, history.state];
    for (const storage of [localStorage, sessionStorage]) kept.push(Object.entries(storage));
    for (const name of await caches.keys()) {
      const cache = await caches.open(name);
      for (const request of await cache.keys()) kept.push(request.url, await (await cache.match(request))?.text());
    }
    for (const { name = '' } of await indexedDB.databases()) {
      const database = await settled(indexedDB.open(name));
      for (const storeName of database.objectStoreNames) {
        const store = database.transaction(storeName).objectStore(storeName);
        kept.push(name, storeName, await settled(store.getAllKeys()), await settled(store.getAll()));
      }
      database.close();
    }
    kept.push(await navigator.locks.query());
    return JSON.stringify(kept);
  });
}

for (const mode of MODES) {
  test(`${mode}: no store of the origin, and no name that other pages see, holds the key or an attribute of a user`, async ({
    page,
    gateway,
    relay,
    site,
  }) => {
    const stream = gateway.seen(SSE, 1);
    await open(page, site, mode, { endpoint: gateway.url, apiKey: KEY, disableDataCollection: true });
    await stream;
    for (const user of [...USERS, ...USERS]) {
      await page.evaluate((context) => flags.setContext(context), user);
      await page.evaluate(() => flags.refresh());
    }
    await relay.writeFlags(flagsWith('blue'));
    await page.evaluate(() => flags.refresh());
    await expect.poll(() => everythingKept(page)).toContain('blue');
    const kept = await everythingKept(page);
    expect(kept).not.toMatch(ATTRIBUTES);
    expect(kept).not.toContain(KEY);
  });
}

test('remote: the same users leave other names behind in another browser: nobody can test for one', async ({
  browser,
  gateway,
  site,
}) => {
  const names: string[][] = [];
  for (let count = 0; count < 2; count += 1) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await open(page, site, 'remote', { endpoint: gateway.url, disableDataCollection: true, apiKey: KEY });
    for (const user of USERS) await page.evaluate((given) => flags.setContext(given), user);
    const entries = async (): Promise<string[]> =>
      (await everythingKept(page)).match(/[^"\\]*\/answers\/of\/[^"\\]*/g) ?? [];
    await expect.poll(async () => new Set(await entries()).size).toBe(3);
    names.push([...new Set(await entries())]);
    await context.close();
  }
  expect(new Set(names.flat()).size).toBe(6);
});
