import { expect, openDemo, test } from './embedded-demo.ts';

for (const width of [360, 1_600] as const) {
  test(`needs no sideways scrolling, ${width} px wide`, async ({ page, embedded }) => {
    await page.setViewportSize({ width, height: 900 });
    await openDemo(page, embedded);
    const [needed, given] = await page.evaluate(() => {
      const { clientWidth, scrollWidth } = document.documentElement;
      return [scrollWidth, clientWidth] as const;
    });
    expect(needed).toBeLessThanOrEqual(given);
  });
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
