import { AxeBuilder } from '@axe-core/playwright';
import { expect, goTo, openDemo, test } from './embedded-demo.ts';

for (const colorScheme of ['light', 'dark'] as const) {
  for (const width of [360, 1_600] as const) {
    test(`has no fault that axe finds, ${colorScheme}, ${width} px wide`, async ({ page, embedded }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await openDemo(page, embedded);
      for (const part of ['Flags', 'Time', 'The relay proxy’s side'] as const) await goTo(page, part);
      await expect(page.locator('.seen').first()).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([]);
    });

    test(`needs no sideways scrolling, ${colorScheme}, ${width} px wide`, async ({ page, embedded }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await openDemo(page, embedded);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    });
  }
}

test('the keyboard alone reaches the flags, the users and the slider', async ({ page, embedded }) => {
  await openDemo(page, embedded);
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: 'Skip to the flags' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.locator('#flags')).toBeFocused();

  await page.getByRole('button', { name: 'Visitor' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.locator('.shop')).toHaveAttribute('data-theme', 'classic');
  await page.getByRole('slider').focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('slider')).toHaveValue('1');
});
