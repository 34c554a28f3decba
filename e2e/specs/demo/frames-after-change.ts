import type { Page } from '@playwright/test';

/** How many different pictures of the crowd the first frames show after a share has changed. */
export async function framesAfterChange(page: Page): Promise<number> {
  await page.locator('#crowd-flag').selectOption('fast-checkout');
  return page.evaluate(async () => {
    const canvas = document.querySelector<HTMLCanvasElement>('.crowd-canvas');
    const slider = document.querySelector<HTMLInputElement>('#crowd-share');
    if (canvas === null || slider === null) return -1;
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    slider.value = '90';
    slider.dispatchEvent(new Event('input'));
    const drawn = new Set<string>();
    for (let frame = 0; frame < 20; frame += 1) {
      await nextFrame();
      drawn.add(canvas.toDataURL());
    }
    return drawn.size;
  });
}
