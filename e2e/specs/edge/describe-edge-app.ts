import type { Page } from '@playwright/test';
import { expect, HEADLINE, KEY, test } from './edge-app-test.ts';

/** Every text that the page has shown for a flag, from the first byte on. */
async function recordValues(page: Page): Promise<() => Promise<{ readonly [flagKey: string]: readonly string[] }>> {
  await page.addInitScript(() => {
    const shown: { [flagKey: string]: string[] } = {};
    const look = (): void => {
      for (const place of document.querySelectorAll('[data-flag]')) {
        const flagKey = place.getAttribute('data-flag') ?? '';
        const texts = shown[flagKey] ?? [];
        shown[flagKey] = texts;
        const text = place.textContent ?? '';
        // The parser may stop between an element and its text.
        if (text !== '' && texts.at(-1) !== text) texts.push(text);
      }
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
    Object.assign(globalThis, { shownValues: () => shown });
  });
  return () =>
    page.evaluate(() => (globalThis as unknown as { shownValues(): { [flagKey: string]: string[] } }).shownValues());
}

/** Requests of the page for flags that have been answered. */
function answeredRefresh(page: Page, mode: string): Promise<unknown> {
  const path = mode === 'remote' ? '/ofrep/v1/evaluate/flags' : '/v1/flag/configuration';
  return page.waitForResponse((response) => response.url().endsWith(path) && response.request().method() === 'POST');
}

/** What every edge application has to do, whichever platform it is for. */
export function describeEdgeApp(): void {
  for (const mode of ['in-process', 'remote']) {
    test(`renders a page that goes on in ${mode} mode without any value changing`, async ({ page, app }) => {
      const values = await recordValues(page);
      const seen = new Set<string>();
      for (let visit = 0; visit < 8; visit += 1) {
        const visitor = `visitor-${visit}`;
        await page.context().clearCookies();
        await page.context().addCookies([{ name: 'visitor', value: visitor, url: app.url }]);
        const refreshed = answeredRefresh(page, mode);
        const response = await page.goto(`${app.url}/?mode=${mode}`);
        const html = (await response?.text()) ?? '';
        await refreshed;
        await expect(page.locator('[data-status=READY]')).toBeAttached();

        const shown = await values();
        expect(Object.keys(shown)).toEqual(['headline', 'fast-checkout']);
        for (const texts of Object.values(shown)) expect(texts).toHaveLength(1);
        expect(html).toMatch(new RegExp(`targetingKey\\\\?":\\\\?"${visitor}`));
        expect(html).not.toContain('percentage');
        expect(html).not.toContain(HEADLINE.warm);
        seen.add(JSON.stringify(shown));
      }
      expect(seen.size, 'kinds of pages, out of four').toBeGreaterThan(1);
    });
  }

  test('records what it renders, and the page does not record that again', async ({ page, relay, app }) => {
    const recordedFor = async (visitor: string): Promise<unknown[]> =>
      (await relay.featureEvents()).filter((event) => event['userKey'] === visitor).map((event) => event['key']);
    for (const visitor of ['first-to-count', 'second-to-count']) {
      await page.context().addCookies([{ name: 'visitor', value: visitor, url: app.url }]);
      const refreshed = answeredRefresh(page, 'in-process');
      await page.goto(app.url);
      await refreshed;
      await expect(page.locator('[data-status=READY]')).toBeAttached();
      // A page sends its events when it is left, which is before the next visitor's are there.
      await page.goto('about:blank');
      await expect.poll(() => recordedFor(visitor), { timeout: 15_000 }).toEqual(['headline', 'fast-checkout']);
    }
    expect(await recordedFor('first-to-count')).toEqual(['headline', 'fast-checkout']);
  });

  test(`answers OFREP as the relay proxy does, and pages in remote mode ask nobody else`, async ({
    page,
    relay,
    app,
  }) => {
    const hosts = new Set<string>();
    page.on('request', (request) => hosts.add(new URL(request.url()).origin));
    const refreshed = answeredRefresh(page, 'remote');
    await page.goto(`${app.url}/?mode=remote`);
    await refreshed;
    expect([...hosts]).toEqual([app.url]);

    const asked = {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'X-API-Key': KEY },
      body: JSON.stringify({ context: { targetingKey: 'visitor-1' } }),
    };
    for (const path of ['/ofrep/v1/evaluate/flags', '/ofrep/v1/evaluate/flags/headline']) {
      const [real, mine] = await Promise.all([relay.url, app.url].map((url) => fetch(`${url}${path}`, asked)));
      expect(await mine?.text()).toBe(await real?.text());
      expect(mine?.headers.get('etag')).toBe(real?.headers.get('etag'));
    }
  });
}
