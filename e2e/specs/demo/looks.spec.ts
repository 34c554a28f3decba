import { expect, openDemo, test } from './embedded-demo.ts';

/** Letters are drawn a little differently by each machine; what is laid out wrongly differs far more. */
const TOLERANCE = { maxDiffPixelRatio: 0.03, animations: 'disabled' } as const;

for (const width of [360, 1_600] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    test(`looks as it did, ${width} px wide, ${colorScheme}`, async ({ page, embedded }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await openDemo(page, embedded);
      await expect(page.locator('.shop')).toHaveAttribute('data-theme', 'lab');
      // What tells the time of day, or how fast this machine is.
      const mask = [page.locator('.masthead-relay'), page.locator('[data-field="mean"]'), page.locator('.history')];
      await expect(page.locator('.masthead')).toHaveScreenshot(`head-${width}-${colorScheme}.png`, {
        ...TOLERANCE,
        mask,
      });
      await expect(page.locator('.user-panel')).toHaveScreenshot(`user-${width}-${colorScheme}.png`, TOLERANCE);
      await expect(page.locator('#shop')).toHaveScreenshot(`shop-${width}-${colorScheme}.png`, TOLERANCE);
      const flag = page.locator('[data-flag="products-per-row"]');
      await flag.scrollIntoViewIfNeeded();
      await expect(flag).toHaveScreenshot(`flag-${width}-${colorScheme}.png`, { ...TOLERANCE, mask });
    });
  }
}
