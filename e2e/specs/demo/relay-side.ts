import type { Page } from '@playwright/test';
import { type EmbeddedDemo, expect, goTo, openDemo } from './embedded-demo.ts';

/** Opens the demo where the relay proxy is handled, and its flags can be edited. */
export async function openRelaySide(page: Page, demo: EmbeddedDemo): Promise<void> {
  await openDemo(page, demo);
  await goTo(page, 'The relay proxy’s side');
  await expect(page.getByLabel('Flags file of the relay proxy')).toBeEditable();
}

/** Edits the flags file in the page: another theme. */
export async function saveNight(page: Page): Promise<void> {
  const editor = page.getByLabel('Flags file of the relay proxy');
  const text = await editor.inputValue();
  await editor.fill(
    text.replace('    classic: classic', '    classic: night').replace(/(lab|business): \1/g, '$1: night'),
  );
  await page.getByRole('button', { name: 'Save flags' }).click();
}
