import type { Page } from '@playwright/test';
import { expect, goTo, openDemo, test } from './embedded-demo.ts';
import { framesAfterChange } from './frames-after-change.ts';

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

test('the crowd moves when a progressive rollout is edited', async ({ page, embedded }) => {
  await openDemo(page, embedded);
  await goTo(page, 'Time');
  const enabled = page.locator('.crowd-legend [data-variation="enabled"]');
  await expect(enabled).toHaveText(/enabled: [1-4]\d\d$/);
  const text = await embedded.controls.flags();
  await embedded.controls.setFlags(
    text.replace('variation: disabled\n        percentage: 0', 'variation: disabled\n        percentage: 90'),
  );
  await expect(enabled).toHaveText(/enabled: 9\d\d$/);
});

for (const [flag, question, least, most] of [
  ['fast-checkout', 'What if enabled were for', 250, 350],
  ['new-checkout', 'What if the rollout ended with enabled for', 20, 200],
] as const) {
  test(`the share of ${flag} can be tried out on the crowd, and on nobody else`, async ({ page, embedded }) => {
    await openDemo(page, embedded);
    await goTo(page, 'Time');
    await page.locator('#crowd-flag').selectOption(flag);
    const slider = page.getByRole('slider', { name: question });
    const enabled = page.locator('.crowd-legend [data-variation="enabled"]');
    const count = async () => Number((await enabled.textContent())?.match(/\d+$/)?.[0]);
    await expect(page.getByText('As the relay proxy says.')).toBeVisible();
    const said = await slider.inputValue();
    const value = page.locator(`[data-flag="${flag}"] [data-mode="in-process"] [data-field="value"]`);
    await expect(value).toHaveText('true');

    await slider.fill('30');
    await expect.poll(count).toBeGreaterThan(least);
    expect(await count()).toBeLessThan(most);
    await expect(page.getByText(`the relay proxy says ${said} %`)).toBeVisible();
    await slider.press('Home');
    await expect.poll(count).toBeLessThan(20);
    await expect(value).toHaveText('true');

    // Another flag and back: as the relay proxy says.
    await page.locator('#crowd-flag').selectOption('offers');
    await expect(slider).toBeHidden();
    await page.locator('#crowd-flag').selectOption(flag);
    await expect(slider).toHaveValue(said);
  });
}

/** Shares of the colours of the first two variations among what is drawn, in percent; of a canvas that stands still. */
async function drawnShares(page: Page): Promise<readonly number[]> {
  return page.locator('.crowd-canvas').evaluate((canvas: HTMLCanvasElement) => {
    const pixels = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height).data ?? [];
    const counts = new Map<string, number>();
    for (let at = 0; at < pixels.length; at += 4) {
      if (pixels[at + 3] !== 255) continue;
      const colour = `${pixels[at]},${pixels[at + 1]},${pixels[at + 2]}`;
      counts.set(colour, (counts.get(colour) ?? 0) + 1);
    }
    const drawn = ['98,119,224', '47,158,117'].map((colour) => counts.get(colour) ?? 0);
    const all = Array.from(counts.values()).reduce((sum, count) => sum + count, 0);
    return drawn.map((count) => Math.round((count / all) * 100));
  });
}

test('each of the thousand is a dot in the colour of what it gets', async ({ page, embedded }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await openDemo(page, embedded);
  await goTo(page, 'Time');
  await page.locator('#crowd-flag').selectOption('fast-checkout');
  for (const [percent, disabled] of [
    ['0', 100],
    ['100', 0],
  ] as const) {
    await page.locator('#crowd-share').fill(percent);
    await expect.poll(() => drawnShares(page)).toEqual([disabled, 100 - disabled]);
  }
});

test('dots travel to their new places', async ({ page, embedded }) => {
  await openDemo(page, embedded);
  await goTo(page, 'Time');
  await expect(page.locator('.crowd-legend li').first()).toBeVisible();
  expect(await framesAfterChange(page)).toBeGreaterThan(10);
});

test('when the window turns narrow or wide nobody travels: dots on their way were cut off at the lower edge', async ({
  page,
  embedded,
}) => {
  await page.emulateMedia({ reducedMotion: 'no-preference' });
  await openDemo(page, embedded);
  await goTo(page, 'Time');
  await expect(page.locator('.crowd-legend li').first()).toBeVisible();
  const pictures = await page.evaluateHandle(() => {
    const canvas = document.querySelector<HTMLCanvasElement>('.crowd-canvas');
    const turned = new Promise((resolve) =>
      matchMedia('(max-width: 48rem)').addEventListener('change', resolve, { once: true }),
    );
    const watch = async (): Promise<number> => {
      await turned;
      const drawn = new Set<string | undefined>();
      for (let frame = 0; frame < 10; frame += 1) {
        await new Promise((resolve) => requestAnimationFrame(resolve));
        drawn.add(canvas?.toDataURL());
      }
      return drawn.size;
    };
    return { drawn: watch() };
  });
  await page.setViewportSize({ width: 400, height: 800 });
  expect(await pictures.evaluate(({ drawn }) => drawn)).toBe(1);
});
