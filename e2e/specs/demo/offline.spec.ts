import { MODES } from './demo-page.ts';
import { expect, goTo, openDemo, test } from './embedded-demo.ts';

test('starts offline after the first visit, with this user’s flags in both modes', async ({
  page,
  context,
  ownDemo,
}) => {
  await openDemo(page, ownDemo);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const shop = page.locator('.shop');
  await expect(shop).toHaveAttribute('data-theme', 'lab');

  await ownDemo.stop();
  await context.setOffline(true);
  await page.reload();
  for (const mode of MODES) {
    const value = page.locator(`[data-flag="shop-theme"] [data-mode="${mode}"] [data-field="value"]`);
    await expect(value).toHaveText('"lab"');
  }
  await expect(shop).toHaveAttribute('data-theme', 'lab');

  // Somebody who was never here, in-process; other times, and a crowd.
  await page.getByRole('button', { name: 'Ada, freelancer' }).click();
  await expect(shop).toHaveAttribute('data-theme', 'business');
  await goTo(page, 'Time');
  await expect(page.locator('.change').filter({ hasText: 'anniversary-sale' })).toContainText('disabled → enabled');
  await expect(page.locator('.crowd-legend li')).toHaveText([/^disabled: [1-9]/, /^enabled: [1-9]/]);
});
