import type { Locator, Page } from '@playwright/test';
import { expect, goTo, openDemo, test } from './embedded-demo.ts';
import { framesAfterChange } from './frames-after-change.ts';

for (const width of [320, 360, 768, 1_024, 1_440, 1_600] as const) {
  test(`needs no sideways scrolling, ${width} px wide`, async ({ page, embedded }) => {
    await page.setViewportSize({ width, height: 900 });
    await openDemo(page, embedded);
    for (const part of ['Flags', 'Time', 'The relay proxy’s side'] as const) await goTo(page, part);
    await expect(page.locator('.seen').first()).toBeVisible();
    await expect(page.locator('.crowd-legend li').first()).toBeVisible();
    const [needed, given] = await page.evaluate(() => {
      const { clientWidth, scrollWidth } = document.documentElement;
      return [scrollWidth, clientWidth] as const;
    });
    expect(needed).toBeLessThanOrEqual(given);
  });
}

const FIRST = 'Skip to the flags';

/** Presses Tab until something has the focus, as somebody without a mouse does; on the way the page must not begin anew. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  let isThere = false;
  while (!isThere) {
    await page.keyboard.press('Tab');
    // One question for each of many keys.
    const [focused, text] = await target.evaluate((wanted) => {
      const { activeElement } = document;
      return [activeElement === wanted, activeElement?.textContent] as const;
    });
    expect(text, 'beyond the end of the page').not.toBe(FIRST);
    isThere = focused;
  }
}

test('the keyboard alone reaches every part, and shows where it is', async ({ page, embedded }) => {
  await openDemo(page, embedded);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: FIRST })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#flags')).toBeFocused();
  await openDemo(page, embedded);
  await page.keyboard.press('Tab');

  await tabTo(page, page.getByRole('button', { name: 'Visitor' }));
  await page.keyboard.press('Enter');
  await expect(page.locator('.shop')).toHaveAttribute('data-theme', 'classic');
  const form = page.getByRole('switch', { name: 'Admin' });
  await tabTo(page, form);
  await expect(form).toHaveCSS('outline-style', 'solid');
  await page.keyboard.press('Space');
  await expect(page.locator('.shop-admin')).toBeVisible();

  const buy = page.getByRole('button', { name: /Tea mug/ });
  await tabTo(page, buy);
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^Tracked “purchase”/)).toBeVisible();

  const time = page.getByRole('slider', { name: /What will change by itself/ });
  await tabTo(page, time);
  await page.keyboard.press('ArrowRight');
  await expect(time).toHaveValue('1');
  await tabTo(page, page.locator('#crowd-flag'));
  await tabTo(page, page.locator('#crowd-share'));
  await page.keyboard.press('Home');
  await expect(page.locator('#crowd-share')).toHaveValue('1');

  // Tab leaves the text of the flags: nobody is caught in it.
  await tabTo(page, page.getByLabel('Flags file of the relay proxy'));
  await page.keyboard.press('Control+s');
  await expect(page.getByText('Saved. Every open tab follows.')).toBeVisible();
  await tabTo(page, page.getByRole('radio', { name: 'Healthy' }));
  await page.keyboard.press('ArrowRight');
  await expect(page.getByText('Takes three seconds for each answer.')).toBeVisible();
});

test('for who wants less motion the crowd is in its new places at once', async ({ browserName, page, embedded }) => {
  test.skip(browserName !== 'chromium', 'Playwright cannot tell Firefox that somebody wants less motion');
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openDemo(page, embedded);
  await goTo(page, 'Time');
  await expect(page.locator('.crowd-legend li').first()).toBeVisible();
  expect(await framesAfterChange(page)).toBe(1);
});

test('what is wrong with the JSON is seen while it is typed, in a window that is not high', async ({
  page,
  embedded,
}) => {
  await page.setViewportSize({ width: 1_600, height: 900 });
  await openDemo(page, embedded);
  await page.getByRole('radio', { name: 'JSON' }).check();
  await page.getByLabel('Evaluation context as JSON').fill('{ "targetingKey": ');
  await expect(page.getByText(/^Not valid JSON/)).toBeInViewport({ ratio: 1 });
});

test('without flags, what is made of them says so and cannot be moved', async ({ page, embedded }) => {
  await page.goto(`${embedded.url}?relay=nowhere`);
  await expect(page.locator('.mode-card[data-mode="remote"]')).toHaveAttribute('data-status', 'FATAL');
  for (const part of ['#time', '#crowd'] as const) {
    await expect(page.locator(part).getByText('The relay proxy has not sent its flags yet.')).toBeVisible();
  }
  await expect(page.getByRole('slider')).toHaveCount(1);
  await expect(page.getByRole('slider')).toBeDisabled();
  await expect(page.getByRole('combobox', { name: 'Flag' })).toBeDisabled();
});

test('only a relay proxy that came with the page can be handled from it', async ({ demo, sharedRelay }) => {
  await demo.open({ relay: sharedRelay.url });
  await expect(demo.card('remote')).toHaveAttribute('data-status', 'READY');
  await expect(demo.page.getByRole('heading', { name: 'Provider events' })).toBeVisible();
  await expect(demo.page.getByRole('heading', { name: 'The relay proxy’s side' })).toBeHidden();
  await expect(demo.page.getByRole('navigation').getByRole('link', { name: 'Relay proxy' })).toBeHidden();
});
