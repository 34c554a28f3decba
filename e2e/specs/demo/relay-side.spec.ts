import { MODES } from './demo-page.ts';
import { expect, goTo, test } from './embedded-demo.ts';
import { openRelaySide, saveNight } from './relay-side.ts';

test('what goes wrong on purpose is still shown when the page is loaded anew, and in other tabs', async ({
  page,
  context,
  embedded,
}) => {
  await openRelaySide(page, embedded);
  await page.getByRole('radio', { name: 'Slow' }).check();
  await expect(page.getByText('Takes three seconds for each answer.')).toBeVisible();
  await page.reload();
  await goTo(page, 'The relay proxy’s side');
  await expect(page.getByRole('radio', { name: 'Slow' })).toBeChecked();
  const other = await context.newPage();
  await other.goto(embedded.url);
  await goTo(other, 'The relay proxy’s side');
  await expect(other.getByRole('radio', { name: 'Slow' })).toBeChecked();
  await other.getByRole('radio', { name: 'Healthy' }).check();
  await expect(page.getByRole('radio', { name: 'Healthy' })).toBeChecked();
});

test('a relay proxy that is gone shows as stale flags, and its return as ready ones', async ({ page, embedded }) => {
  test.slow();
  await openRelaySide(page, embedded);
  await page.getByRole('radio', { name: 'Gone' }).check();
  for (const mode of MODES) {
    const card = page.locator(`.mode-card[data-mode="${mode}"]`);
    await expect(card).toHaveAttribute('data-status', 'STALE', { timeout: 60_000 });
    await expect(page.locator(`.problem[data-mode="${mode}"]`)).toContainText('Flags keep their last known values.');
    await expect(page.locator(`[data-flag="offers"] [data-mode="${mode}"] [data-field="value"]`)).toContainText(
      'bulk-discount',
    );
  }
  await page.getByRole('radio', { name: 'Healthy' }).check();
  for (const mode of MODES) {
    const card = page.locator(`.mode-card[data-mode="${mode}"]`);
    await expect(card).toHaveAttribute('data-status', 'READY', { timeout: 60_000 });
  }
});

for (const [trouble, seen] of [
  ['Failing', '503'],
  ['Unauthorised', '401'],
] as const) {
  test(`${trouble} on the switchboard: the page says that its flags are old, and shows what was answered`, async ({
    page,
    embedded,
  }) => {
    test.slow();
    await openRelaySide(page, embedded);
    await page.getByRole('radio', { name: trouble }).check();
    for (const mode of MODES) {
      const card = page.locator(`.mode-card[data-mode="${mode}"]`);
      await expect(card).toHaveAttribute('data-status', 'STALE', { timeout: 60_000 });
      await expect(page.locator(`.problem[data-mode="${mode}"] [data-field="problem"]`)).not.toBeEmpty();
    }
    await expect(page.locator(`.seen[data-status="${seen}"]`).first()).toBeVisible();
    await expect(page.locator('.shop')).toHaveAttribute('data-theme', 'lab');
  });
}

test('Rate limited on the switchboard: the relay proxy is left in peace, and the flags stay', async ({
  page,
  embedded,
}) => {
  test.slow();
  await openRelaySide(page, embedded);
  await page.getByRole('radio', { name: 'Rate limited' }).check();
  await expect(page.locator('.seen[data-status="429"]').first()).toBeVisible();
  for (const path of ['/v1/flag/configuration', '/ofrep/v1/evaluate/flags']) {
    const sinceLastMs = () => {
      const refused = embedded.controls.journal().requests.filter((one) => one.path === path && one.status === 429);
      return Date.now() - (refused.at(-1)?.atMs ?? Date.now());
    };
    // A healthy page asks every two seconds.
    await expect.poll(sinceLastMs, { timeout: 60_000 }).toBeGreaterThan(10_000);
  }
  await expect(page.locator('.shop')).toHaveAttribute('data-theme', 'lab');
});

test('Truncated on the switchboard: no edit is followed before the relay proxy is well again', async ({
  page,
  embedded,
}) => {
  test.slow();
  await openRelaySide(page, embedded);
  await page.getByRole('radio', { name: 'Truncated' }).check();
  await expect(page.getByText('Sends half of each answer')).toBeVisible();
  await saveNight(page);
  for (const mode of MODES) {
    await expect(page.locator(`.problem[data-mode="${mode}"] [data-field="problem"]`)).not.toBeEmpty({
      timeout: 60_000,
    });
  }
  await expect(page.locator('.shop')).toHaveAttribute('data-theme', 'lab');
  await page.getByRole('radio', { name: 'Healthy' }).check();
  await expect(page.locator('.shop')).toHaveAttribute('data-theme', 'night', { timeout: 60_000 });
});

test('while the relay proxy is slow another user has flags in-process at once', async ({ page, embedded }) => {
  await openRelaySide(page, embedded);
  await page.getByRole('radio', { name: 'Slow' }).check();
  await expect(page.getByText('Takes three seconds for each answer.')).toBeVisible();
  await page.getByRole('button', { name: 'Visitor' }).click();
  const theme = (mode: string) => page.locator(`[data-flag="shop-theme"] [data-mode="${mode}"] [data-field="value"]`);
  await expect(theme('in-process')).toHaveText('"classic"', { timeout: 1_000 });
  await expect(theme('remote')).toHaveText('"classic"', { timeout: 15_000 });
});

test('the figures count requests, and what answers without a body have saved', async ({ page, embedded }) => {
  await openRelaySide(page, embedded);
  const figure = (name: string) => page.locator(`[data-figure="${name}"]`);
  await expect
    .poll(async () => Number(await figure('unchanged').textContent()), { timeout: 20_000 })
    .toBeGreaterThan(0);
  await expect.poll(async () => Number(await figure('requests').textContent())).toBeGreaterThan(1);
  await expect(figure('saved')).toHaveText(/^[1-9][\d.]* kB$/);
});

test('a purchase reaches the exporter; while the relay proxy is gone it waits on the device', async ({
  page,
  ownDemo,
}) => {
  test.slow();
  await openRelaySide(page, ownDemo);
  const figure = (name: string) => page.locator(`[data-figure="${name}"]`);
  const buy = page.getByRole('button', { name: /Tea mug/ });
  await buy.click();
  await expect(figure('tracked')).toHaveText('1', { timeout: 20_000 });
  await expect
    .poll(async () => Number(await figure('exposures').textContent()), { timeout: 20_000 })
    .toBeGreaterThan(5);

  await page.getByRole('radio', { name: 'Gone' }).check();
  await buy.click();
  await expect.poll(async () => Number(await figure('waiting').textContent()), { timeout: 20_000 }).toBeGreaterThan(0);
  await page.getByRole('radio', { name: 'Healthy' }).check();
  await expect(figure('tracked')).toHaveText('2', { timeout: 60_000 });
  await expect(figure('waiting')).toHaveText('0', { timeout: 20_000 });
});

test('one tab leads, the other follows', async ({ page, context, embedded }) => {
  await openRelaySide(page, embedded);
  await expect(page.locator('[data-figure="tab"]')).toHaveText('leads', { timeout: 15_000 });
  const other = await context.newPage();
  await openRelaySide(other, embedded);
  await expect(other.locator('[data-figure="tab"]')).toHaveText('follows', { timeout: 15_000 });
  // Each counts what the relay proxy sees: a second tab opens no second pair of streams.
  await expect(other.locator('[data-figure="streams"]')).toHaveText('2', { timeout: 15_000 });
});
