import { test as base, expect, type Page } from '@playwright/test';
import type { EdgeApp } from '../edge/edge-app.ts';
import { buildCloudflareApp, startCloudflareApp } from '../edge/start-cloudflare-app.ts';
import type { Relay } from '../relay/relay.ts';
import { startRelay } from '../relay/start-relay.ts';

const KEY = 'browser-key';
const BUILD_MS = 300_000;
const HEADLINE = { plain: 'Welcome', warm: 'Good to <see> you </script>' };
const FLAGS = {
  headline: { variations: HEADLINE, defaultRule: { percentage: { plain: 50, warm: 50 } } },
  'fast-checkout': { variations: { on: true, off: false }, defaultRule: { percentage: { on: 50, off: 50 } } },
};

interface WorkerFixtures {
  readonly flags: object;
  readonly relay: Relay;
  readonly app: EdgeApp;
}

const test = base.extend<object, WorkerFixtures>({
  flags: [FLAGS, { scope: 'worker', option: true }],
  relay: [
    async ({ flags }, use) => {
      const relay = await startRelay({ flags: { ...flags }, apiKeys: [KEY] });
      await use(relay);
      await relay.close();
    },
    { scope: 'worker', timeout: BUILD_MS },
  ],
  app: [
    async ({ relay }, use) => {
      await buildCloudflareApp();
      const app = await startCloudflareApp({ relayUrl: relay.url, relayKey: KEY });
      await use(app);
      expect(app.log.join(''), 'what the worker has logged').toBe('');
      await app[Symbol.asyncDispose]();
    },
    { scope: 'worker', timeout: BUILD_MS },
  ],
});

// One worker, which builds the applications once.
test.describe.configure({ mode: 'default' });

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
        if (texts.at(-1) !== text) texts.push(text);
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

for (const mode of ['in-process', 'remote']) {
  test(`a page rendered by the Worker goes on in ${mode} mode without any value changing`, async ({ page, app }) => {
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
      await expect(page.locator('html')).toHaveAttribute('data-status', 'READY');

      const shown = await values();
      expect(Object.keys(shown)).toEqual(['headline', 'fast-checkout']);
      for (const texts of Object.values(shown)) expect(texts).toHaveLength(1);
      expect(html).toContain(`"targetingKey":"${visitor}"`);
      expect(html.match(/<\/script>/g)).toHaveLength(2);
      seen.add(JSON.stringify(shown));
    }
    expect(seen.size, 'kinds of pages, out of four').toBeGreaterThan(1);
  });
}

test('the Worker answers as the relay proxy does, and browsers in remote mode leave that alone', async ({
  page,
  app,
  relay,
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
  const [real, mine] = await Promise.all(
    [relay.url, app.url].map((url) => fetch(`${url}/ofrep/v1/evaluate/flags`, asked)),
  );
  expect(await mine?.text()).toBe(await real?.text());
  expect(mine?.headers.get('etag')).toBe(real?.headers.get('etag'));
});
