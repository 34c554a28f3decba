import { MODES } from '../demo-page.ts';
import { expect, goTo, openDemo, test } from './embedded-demo.ts';

test('another user changes the whole shop', async ({ page, embedded }) => {
  await openDemo(page, embedded);
  const shop = page.locator('.shop');
  await expect(shop).toHaveAttribute('data-theme', 'lab');
  await expect(shop.getByText('You see this bar because you are an administrator.')).toBeVisible();
  await expect(shop.locator('.product')).toHaveCount(8);
  await expect(shop).toHaveAttribute('data-columns', '4');

  await page.getByRole('button', { name: 'Visitor' }).click();
  await expect(shop).toHaveAttribute('data-theme', 'classic');
  await expect(shop).toHaveAttribute('data-columns', '3');
  await expect(shop.locator('.shop-sections')).toHaveAttribute('data-layout', 'drawer');
  await expect(shop.getByText('You see this bar because you are an administrator.')).toHaveCount(0);
});

test('in-process, another user is shown in the very frame of the click', async ({ page, embedded }) => {
  await openDemo(page, embedded);
  const values = await page.evaluate(() => {
    const read = () => document.querySelector('[data-flag="shop-theme"] [data-mode="in-process"] [data-field="value"]');
    const visitor = [...document.querySelectorAll('button')].find((button) => button.textContent === 'Visitor');
    const before = read()?.textContent;
    visitor?.click();
    return new Promise<unknown[]>((resolve) => {
      // The editor puts a pause of no length between the click and the change; the next frame is the first one drawn.
      requestAnimationFrame(() => setTimeout(() => resolve([before, read()?.textContent])));
    });
  });
  expect(values).toEqual(['"lab"', '"classic"']);
});

test('shows the rule that decided, the bucket of a rollout, until when an answer holds, and what it costs', async ({
  page,
  embedded,
}) => {
  await openDemo(page, embedded);
  await goTo(page, 'Flags');
  const field = (flag: string, name: string) =>
    page.locator(`[data-flag="${flag}"] [data-mode="in-process"] [data-field="${name}"]`);
  await expect(field('shop-theme', 'rule')).toHaveText('our own people');
  await expect(field('fast-checkout', 'bucket')).toHaveText(/^\d{1,2} of 100$/);
  await expect(field('anniversary-sale', 'until')).toHaveText(/\d/);
  await expect(field('offers', 'until')).toBeHidden();
  await expect(field('shop-theme', 'mean')).toHaveText(/^[\d.]+ (ns|µs)$/, { timeout: 15_000 });
});

test('a difference between the modes is pointed out', async ({ page, embedded }) => {
  // A relay proxy whose own answers are not those of its configuration.
  await page.addInitScript(() => {
    const { fetch } = globalThis;
    globalThis.fetch = async (...given) => {
      const response = await fetch(...given);
      if (!response.url.endsWith('/ofrep/v1/evaluate/flags') || response.status !== 200) return response;
      return new Response((await response.text()).replace('"lab"', '"night"'), response);
    };
  });
  await openDemo(page, embedded);
  await goTo(page, 'Flags');
  const flag = page.locator('[data-flag="shop-theme"]');
  await expect(flag).toHaveClass(/is-differing/);
  await expect(flag.getByText('The modes answer differently')).toBeVisible({ timeout: 10_000 });
  await expect(page.locator('.flag.is-differing')).toHaveCount(1);
});

test('what a flag has answered is drawn, change by change', async ({ page, embedded }) => {
  await openDemo(page, embedded);
  await goTo(page, 'Flags');
  for (const mode of MODES) {
    const cell = page.locator(`[data-flag="shop-theme"] [data-mode="${mode}"]`);
    // Waiting for the first answer is no change.
    await expect(cell.getByRole('img', { name: '0 changes lately' })).toBeVisible();
  }
  await page.getByRole('button', { name: 'Visitor' }).click();
  for (const mode of MODES) {
    const cell = page.locator(`[data-flag="shop-theme"] [data-mode="${mode}"]`);
    await expect(cell.getByRole('img', { name: '1 change lately' })).toBeVisible();
  }
});

test('the bucket agrees with the percentage that it decides', async ({ page, embedded }) => {
  await openDemo(page, embedded);
  await goTo(page, 'Flags');
  for (const name of ['John, admin', 'Ada, freelancer', 'Ines, shopper', 'Visitor']) {
    await page.getByRole('button', { name }).click();
    const cell = page.locator('[data-flag="fast-checkout"] [data-mode="in-process"]');
    await expect(cell.locator('[data-field="bucket"]')).toBeVisible();
    const bucket = Number.parseInt((await cell.locator('[data-field="bucket"]').textContent()) ?? '', 10);
    // Variations share the percentage in the order of their names: "disabled" has the first half.
    await expect(cell.locator('[data-field="variant"]')).toHaveText(bucket < 50 ? 'disabled' : 'enabled');
  }
});

test('the slider tells when this user’s answers change, and takes the crowd along', async ({ page, embedded }) => {
  await openDemo(page, embedded);
  await goTo(page, 'Time');
  const changes = page.locator('.change');
  await expect(changes.filter({ hasText: 'anniversary-sale' })).toContainText('disabled → enabled');
  const enabled = page.locator('.crowd-legend [data-variation="enabled"]');
  const now = Number((await enabled.textContent())?.match(/\d+$/)?.[0]);
  const slider = page.getByRole('slider');
  await slider.focus();
  await page.keyboard.press('End');
  await expect(enabled).toHaveText('enabled: 1000');
  // A variation that nobody has any more keeps its place, so that the other keeps its colour.
  await expect(page.locator('.crowd-legend li')).toHaveText(['disabled: 0', 'enabled: 1000']);
  expect(now).toBeLessThan(1_000);
  await expect(changes.filter({ hasText: 'anniversary-sale' })).toHaveAttribute('data-passed', 'true');
  await page.keyboard.press('Home');
  await expect(changes.filter({ hasText: 'anniversary-sale' })).toHaveAttribute('data-passed', 'false');
});

test('the crowd moves when a percentage is edited', async ({ page, embedded }) => {
  await openDemo(page, embedded);
  await goTo(page, 'Time');
  await page.locator('#crowd-flag').selectOption('fast-checkout');
  const enabled = page.locator('.crowd-legend [data-variation="enabled"]');
  await expect(enabled).toHaveText(/enabled: (4[5-9]|5[0-5])\d$/);
  const text = await embedded.controls.flags();
  await embedded.controls.setFlags(text.replace('enabled: 50\n      disabled: 50', 'enabled: 90\n      disabled: 10'));
  await expect(enabled).toHaveText(/enabled: (8[5-9]|9[0-5])\d$/, { timeout: 15_000 });
});

test('the crowd is of all kinds: a rule splits it as well as a percentage', async ({ page, embedded }) => {
  await openDemo(page, embedded);
  await goTo(page, 'Time');
  await page.locator('#crowd-flag').selectOption('shop-theme');
  const legend = page.locator('.crowd-legend li');
  await expect(legend).toHaveText([/^business: [1-9]/, /^classic: [1-9]/, /^lab: [1-9]/]);
});
