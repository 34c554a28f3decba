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
  }
}
