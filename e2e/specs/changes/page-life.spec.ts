import { chromium } from '@playwright/test';
import { CHROMIUM_WITH_BFCACHE } from '../../../.ci/browsers.ts';
import { colourIn, expect, flagsWith, KEY, MODES, open, PATHS, SSE, test } from './changes-test.ts';

/** No poll happens during a test. */
const NO_POLLS = { apiKey: KEY, pollIntervalMs: 3_600_000, livePollIntervalMs: 3_600_000 } as const;

for (const mode of MODES) {
  test(`${mode}: a page comes back from the back/forward cache, asks at once, and hears of changes again`, async ({
    browserName,
    gateway,
    relay,
    site,
  }) => {
    test.skip(browserName !== 'chromium', 'Playwright keeps Firefox from caching pages');
    test.setTimeout(120_000);
    const browser = await chromium.launch(CHROMIUM_WITH_BFCACHE);
    try {
      const page = await browser.newPage();
      await open(page, site, mode, { endpoint: gateway.url, ...NO_POLLS });
      await gateway.seen(PATHS[mode], 2);
      expect(gateway.openTo(SSE)).toHaveLength(1);

      site.set('/elsewhere', {
        body: '<!doctype html><title>elsewhere</title>',
        headers: { 'content-type': 'text/html' },
      });
      await page.goto(`${site.origin}/elsewhere`);
      await expect.poll(() => gateway.openTo(SSE)).toHaveLength(0);
      await relay.writeFlags(flagsWith('blue'));
      const asked = gateway.requestsTo(PATHS[mode]).length;
      const streams = gateway.requestsTo(SSE).length;

      // A restored page does not load.
      await page.goBack({ waitUntil: 'commit' });
      await expect.poll(() => page.evaluate(() => flags.isRestored)).toBe(true);
      await expect.poll(() => colourIn(page)).toBe('blue');
      await expect.poll(() => gateway.openTo(SSE)).toHaveLength(1);
      const first = gateway.requestsTo(PATHS[mode])[asked];
      expect(first).toMatchObject({ status: 200 });
      expect(first?.headers['if-none-match']).toBeDefined();
      expect(first?.atMs).toBeLessThanOrEqual(gateway.requestsTo(SSE)[streams]?.atMs ?? 0);

      await relay.writeFlags(flagsWith('green'));
      await expect.poll(() => colourIn(page)).toBe('green');
    } finally {
      await browser.close();
    }
  });

  test(`${mode}: a network that comes back is used at once`, async ({ page, gateway, relay, site }) => {
    await open(page, site, mode, { endpoint: gateway.url, ...NO_POLLS });
    await gateway.seen(PATHS[mode], 2);
    await page.context().setOffline(true);
    await page.evaluate(() => flags.refresh());
    await relay.writeFlags(flagsWith('blue'));
    expect(await colourIn(page)).toBe('red');
    await page.context().setOffline(false);
    await expect.poll(() => colourIn(page)).toBe('blue');
    await expect.poll(() => gateway.openTo(SSE)).toHaveLength(1);
  });
}
