import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { answerDifferently } from './answer-differently.ts';
import { MODES } from './demo-page.ts';
import { type EmbeddedDemo, expect, goTo, openDemo, test } from './embedded-demo.ts';

const SCHEMES = ['light', 'dark'] as const;

async function expectNoFault(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
}

/** Opens the demo with each of its parts at work. */
async function openAllOf(page: Page, embedded: EmbeddedDemo): Promise<void> {
  await openDemo(page, embedded);
  for (const part of ['Flags', 'Time', 'The relay proxy’s side'] as const) await goTo(page, part);
  await expect(page.locator('.seen').first()).toBeVisible();
}

for (const colorScheme of SCHEMES) {
  for (const width of [360, 1_600] as const) {
    test(`has no fault that axe finds, ${colorScheme}, ${width} px wide`, async ({ page, embedded }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await openAllOf(page, embedded);
      await expectNoFault(page);
    });
  }

  test(`has no fault that axe finds in what visitors do with it, ${colorScheme}`, async ({ page, embedded }) => {
    test.slow();
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openAllOf(page, embedded);

    await test.step('other users, and the other mode’s shop', async () => {
      await page.getByRole('button', { name: 'Ada, freelancer' }).click();
      await page.locator('#shop-mode').getByRole('radio', { name: 'Remote' }).check();
      await expect(page.locator('.shop')).toHaveAttribute('data-theme', 'business');
      await expectNoFault(page);
      await page.getByRole('button', { name: 'Visitor' }).click();
      await expect(page.locator('.shop')).toHaveAttribute('data-theme', 'classic');
      await expectNoFault(page);
    });

    await test.step('another time, another share, a purchase, the form of another relay proxy', async () => {
      await page.locator('#time-slider').fill('300');
      await page.locator('#crowd-share').fill('40');
      await page.getByRole('button', { name: /Tea mug/ }).click();
      await page.getByTitle('Connect to another relay proxy').click();
      await expect(page.getByRole('textbox', { name: 'API key' })).toBeVisible();
      await expectNoFault(page);
      await page.keyboard.press('Escape');
    });

    await test.step('texts that cannot be read', async () => {
      await page.getByRole('radio', { name: 'JSON' }).check();
      await page.getByLabel('Evaluation context as JSON').fill('{');
      await page.getByLabel('Flags file of the relay proxy').fill('broken: [');
      await page.getByRole('button', { name: 'Save flags' }).click();
      await expect(page.getByText('Nothing was changed.')).toBeVisible();
      await expectNoFault(page);
    });
  });

  test(`has no fault that axe finds while something is wrong, ${colorScheme}`, async ({ page, embedded }) => {
    test.slow();
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await openAllOf(page, embedded);
    for (const trouble of ['Failing', 'Gone'] as const) {
      await test.step(trouble, async () => {
        await page.getByRole('radio', { name: trouble }).check();
        for (const mode of MODES)
          await expect(page.locator(`.problem[data-mode="${mode}"]`)).toBeVisible({ timeout: 60_000 });
        await expectNoFault(page);
      });
    }
    await test.step('a page that never had an answer', async () => {
      await page.getByRole('radio', { name: 'Healthy' }).check();
      await page.goto(`${embedded.url}?relay=nowhere`);
      for (const mode of MODES)
        await expect(page.locator(`.mode-card[data-mode="${mode}"]`)).toHaveAttribute('data-status', 'FATAL');
      await expectNoFault(page);
    });
  });

  test(`has no fault that axe finds while the modes differ, ${colorScheme}`, async ({ page, embedded }) => {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await answerDifferently(page);
    await openAllOf(page, embedded);
    await expect(page.locator('[data-flag="shop-theme"]').getByText('The modes answer differently')).toBeVisible();
    await expectNoFault(page);
  });
}
