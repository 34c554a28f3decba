import { MODES } from '../demo-page.ts';
import { expect, openDemo, startEmbeddedDemo, test } from './embedded-demo.ts';

test('starts offline after the first visit, with this user’s flags in both modes', async ({ page, context }) => {
  const demo = await startEmbeddedDemo();
  await openDemo(page, demo);
  await page.evaluate(() => navigator.serviceWorker.ready);
  const shop = page.locator('.shop');
  await expect(shop).toHaveAttribute('data-theme', 'lab');

  await demo.stop();
  await context.setOffline(true);
  await page.reload();
  for (const mode of MODES) {
    const value = page.locator(`[data-flag="shop-theme"] [data-mode="${mode}"] [data-field="value"]`);
    await expect(value).toHaveText('"lab"');
  }
  await expect(shop).toHaveAttribute('data-theme', 'lab');
});
