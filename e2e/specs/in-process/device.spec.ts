import type { Page } from '@playwright/test';
import { colourIn, expect, flagsWith, KEY, open, PATHS, test } from '../changes/changes-test.ts';
import { everythingStored } from '../everything-stored.ts';

const PATH = PATHS.core;
const QUIET = { apiKey: KEY, changeStream: 'off', pollIntervalMs: 3_600_000 } as const;

/** What the entries of the provider hold, as one text; bytes are left out. */
function storedValues(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve) => {
      const request = indexedDB.open('goff-web-1');
      request.onsuccess = () => resolve(request.result);
    });
    const values = await new Promise<unknown[]>((resolve) => {
      const request = database.transaction('entries').objectStore('entries').getAll();
      request.onsuccess = () => resolve(request.result);
    });
    database.close();
    return JSON.stringify(values);
  });
}

const kinds = (names: readonly string[]): string[] =>
  [...new Set(names.map((name) => name.split('/').at(-2) ?? name))].sort();

/** Waits until a first visit has left what a second one needs. */
async function visit(page: Page): Promise<void> {
  await expect
    .poll(async () => kinds(await everythingStored(page)))
    .toEqual(expect.arrayContaining(['configuration', 'engine']));
}

/** The engine's file cannot be had any more: the page has to do without. */
const withoutEngineFile = (page: Page) => page.route('**/*.wasm', (route) => route.abort());

test('the second visit is READY without the relay proxy, the engine’s file and the HTTP cache', async ({
  browserName,
  page,
  gateway,
  site,
}) => {
  expect(await open(page, site, 'core', { endpoint: gateway.url, ...QUIET })).toBe('READY');
  await visit(page);
  if (browserName === 'chromium') {
    const session = await page.context().newCDPSession(page);
    await session.send('Network.setCacheDisabled', { cacheDisabled: true });
  }
  await withoutEngineFile(page);
  await gateway.refuse();
  expect(await open(page, site, 'core', { endpoint: gateway.url, ...QUIET })).toBe('READY');
  expect(await colourIn(page)).toBe('red');
});

test('the second visit does not wait for a relay proxy that does not answer', async ({ page, gateway, site }) => {
  await open(page, site, 'core', { endpoint: gateway.url, ...QUIET });
  await visit(page);
  gateway.inflict({ fault: { kind: 'hang' }, preflights: 'too' });
  expect(await open(page, site, 'core', { endpoint: gateway.url, ...QUIET })).toBe('READY');
  expect(await colourIn(page)).toBe('red');
});

test('nothing is left on the device when the page forgets', async ({ page, gateway, site }) => {
  await open(page, site, 'core', { endpoint: gateway.url, ...QUIET });
  await visit(page);
  await page.evaluate(() => flags.forget());
  expect(await everythingStored(page)).toEqual([]);
  // And nothing comes after it.
  await page.evaluate(() => flags.refresh());
  await page.evaluate(() => flags.stop());
  expect(await everythingStored(page)).toEqual([]);
});

test('neither key nor context is readable in what is stored', async ({ page, gateway, site }) => {
  await open(page, site, 'core', { endpoint: gateway.url, ...QUIET });
  await visit(page);
  const all = await storedValues(page);
  expect(all).toContain('colour');
  expect(`${all}${JSON.stringify(await everythingStored(page))}`).not.toMatch(/browser-key|"ada"/);
});

const SPOILERS: readonly (readonly [string, string])[] = [
  ['cut', 'value.slice(0, -3)'],
  ['altered', 'value.replace("red", "bad")'],
  ['foreign', '"something else"'],
  ['no text', '({ an: "object" })'],
  ['of another version', 'value.replace("goff-web/1", "goff-web/9")'],
  ['too old', 'value.replace(/\\d{13}/, "1000000000000")'],
  ['from the future', 'value.replace(/\\d{13}/, "9000000000000")'],
];
for (const [what, spoil] of SPOILERS) {
  test(`a stored entry that is ${what} is passed over and replaced`, async ({ page, gateway, relay, site }) => {
    await open(page, site, 'core', { endpoint: gateway.url, ...QUIET });
    await visit(page);
    await page.evaluate(() => flags.stop());
    await page.evaluate(async (change) => {
      const spoiled = Reflect.construct(Function, ['value', `return ${change}`]) as (value: string) => unknown;
      const database = await new Promise<IDBDatabase>((resolve) => {
        const request = indexedDB.open('goff-web-1');
        request.onsuccess = () => resolve(request.result);
      });
      await new Promise<void>((resolve) => {
        const transaction = database.transaction('entries', 'readwrite');
        transaction.oncomplete = () => resolve();
        const request = transaction.objectStore('entries').openCursor();
        request.onsuccess = () => {
          const cursor = request.result;
          if (cursor === null) return;
          // The engine lies there as bytes.
          cursor.update(typeof cursor.value === 'string' ? spoiled(cursor.value) : new ArrayBuffer(8));
          cursor.continue();
        };
      });
      database.close();
    }, spoil);
    await relay.writeFlags(flagsWith('blue'));
    const before = gateway.requestsTo(PATH).length;
    expect(await open(page, site, 'core', { endpoint: gateway.url, ...QUIET })).toBe('READY');
    expect(await colourIn(page)).toBe('blue');
    const [request] = gateway.requestsTo(PATH).slice(before);
    expect(request?.headers['if-none-match']).toBeUndefined();
    await expect.poll(() => storedValues(page)).toContain('blue');
    await gateway.refuse();
    expect(await open(page, site, 'core', { endpoint: gateway.url, ...QUIET })).toBe('READY');
  });
}

const BROKEN: readonly (readonly [string, string])[] = [
  [
    'is blocked',
    'Object.defineProperty(globalThis, "indexedDB", { get() { throw new DOMException("", "SecurityError"); } })',
  ],
  ['is refused', 'IDBFactory.prototype.open = () => { throw new DOMException("", "SecurityError"); }'],
  [
    'cannot be opened, as in some private windows',
    'IDBFactory.prototype.open = () => { const r = new EventTarget(); setTimeout(() => { r.error = new DOMException("", "InvalidStateError"); r.onerror?.(new Event("error")); }); return r; }',
  ],
  ['is full', 'IDBObjectStore.prototype.put = () => { throw new DOMException("", "QuotaExceededError"); }'],
  ['never answers', 'IDBFactory.prototype.open = () => new EventTarget()'],
];
for (const [what, script] of BROKEN) {
  test(`a device whose storage ${what} costs one warning`, async ({ page, gateway, relay, site }) => {
    await page.addInitScript(script);
    expect(await open(page, site, 'core', { endpoint: gateway.url, ...QUIET })).toBe('READY');
    await relay.writeFlags(flagsWith('blue'));
    await page.evaluate(() => flags.refresh());
    expect(await colourIn(page)).toBe('blue');
    // Flags are stored, and events: neither can be, and one of them says so.
    await page.evaluate(() => flags.stop());
    expect(await page.evaluate(() => flags.logged.filter((line) => /stor/i.test(line)))).toHaveLength(1);
  });
}

test('a database that is deleted under the page is made anew', async ({ page, gateway, relay, site }) => {
  await open(page, site, 'core', { endpoint: gateway.url, ...QUIET });
  await visit(page);
  await page.evaluate(
    () =>
      new Promise<void>((resolve, reject) => {
        const request = indexedDB.deleteDatabase('goff-web-1');
        request.onsuccess = () => resolve();
        request.onblocked = () => reject(new Error('the page holds the database'));
      }),
  );
  await relay.writeFlags(flagsWith('blue'));
  await page.evaluate(() => flags.refresh());
  expect(await colourIn(page)).toBe('blue');
  await expect.poll(async () => kinds(await everythingStored(page))).toContain('configuration');
  expect(await page.evaluate(() => flags.logged.filter((line) => /Storage/.test(line)))).toEqual([]);
});

test('a database of a later version of this library is left alone, and costs nothing but the cache', async ({
  page,
  gateway,
  site,
}) => {
  await page.goto(`${site.origin}/intercepting-worker.js`);
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        const request = indexedDB.open('goff-web-1', 7);
        request.onupgradeneeded = () => request.result.createObjectStore('other');
        request.onsuccess = () => {
          request.result.close();
          resolve();
        };
      }),
  );
  expect(await open(page, site, 'core', { endpoint: gateway.url, ...QUIET })).toBe('READY');
  expect(await colourIn(page)).toBe('red');
});
