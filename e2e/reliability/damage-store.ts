import { expect, type Page } from '@playwright/test';
import { inEveryStore } from '../page/in-every-store.ts';

/** Damages what a page has stored, from outside of its provider. Waits until there is something to damage. */
export type Damage = (page: Page) => Promise<void>;

/** Cuts what the relay proxy has sent, and the engine's bytes: what is left is not well-formed. */
export const cutStore: Damage = (page) =>
  untilDamaged(page, (value) => {
    if (value instanceof ArrayBuffer) return value.slice(0, 1_000);
    return String(value).startsWith('goff-web/') ? String(value).slice(0, String(value).length / 2) : value;
  });

/**
 * Alters the values of all flags, and leaves entries otherwise as they were, the relay proxy's tag included: they can be read, and the relay
 * proxy would confirm them for ever.
 */
export const alterStore: Damage = (page) =>
  untilDamaged(page, (value) =>
    typeof value === 'string' ? value.replaceAll('"red"', '"rot"').replaceAll('"same"', '"gone"') : value,
  );

async function untilDamaged(page: Page, damage: (value: unknown) => unknown): Promise<void> {
  await expect.poll(() => damageEvery(page, damage)).toBeGreaterThan(0);
}

async function damageEvery(page: Page, damage: (value: unknown) => unknown): Promise<number> {
  await page.evaluate((source) => {
    Object.assign(globalThis, { damage: Reflect.construct(Function, ['value', `return (${source})(value)`]) });
  }, damage.toString());
  const counts = await inEveryStore(
    page,
    'readwrite',
    (store) =>
      new Promise<number>((resolve) => {
        let count = 0;
        store.transaction.oncomplete = () => resolve(count);
        const request = store.openCursor();
        request.onsuccess = () => {
          const cursor = request.result;
          if (cursor === null) return;
          const damaged: unknown = Reflect.get(globalThis, 'damage')(cursor.value);
          if (damaged !== cursor.value) count += 1;
          cursor.update(damaged);
          cursor.continue();
        };
      }),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}
