import type { Locator, Page } from '@playwright/test';
import type { RelayJournal } from '../../../apps/demo/src/relay/control-answers.ts';
import { DEMO_FLAGS_FILE } from '../demo-flags.ts';
import { expect, goTo, openDemo, test } from './embedded-demo.ts';

/** Eighty runs on a busy machine differed in no pixel. The room is for another machine, which may draw edges a little otherwise; another word is more. */
const TOLERANCE = { maxDiffPixels: 200, animations: 'disabled' } as const;

/** When the pictures are taken: the flags file as it is written is for this day. */
const NOW = Date.parse('2040-01-01T10:30:00Z');

/** What the relay proxy has seen differs at each visit; in the pictures it is this. */
const JOURNAL: RelayJournal = {
  openStreams: 2,
  fault: {},
  requests: [
    { atMs: NOW - 9_000, method: 'GET', path: '/ofrep/v1/stream', status: 200, bytes: 0 },
    { atMs: NOW - 8_000, method: 'POST', path: '/v1/flag/configuration', status: 200, bytes: 3_310 },
    { atMs: NOW - 7_000, method: 'POST', path: '/ofrep/v1/evaluate/flags', status: 200, bytes: 1_824 },
    { atMs: NOW - 6_000, method: 'POST', path: '/v1/data/collector', status: 200, bytes: 27 },
    { atMs: NOW - 5_000, method: 'POST', path: '/v1/flag/configuration', status: 304, bytes: 0 },
    { atMs: NOW - 4_000, method: 'POST', path: '/ofrep/v1/evaluate/flags', status: 304, bytes: 0 },
    { atMs: NOW - 3_000, method: 'POST', path: '/v1/flag/configuration', status: 503, bytes: 19 },
    { atMs: NOW - 2_000, method: 'POST', path: '/ofrep/v1/evaluate/flags', status: 0, bytes: 0 },
  ],
  events: [
    { kind: 'feature', key: 'shop-theme', userKey: 'd45e303a-38c2', variation: 'lab' },
    { kind: 'feature', key: 'offers', userKey: 'd45e303a-38c2', variation: 'professional' },
    { kind: 'tracking', key: 'purchase', userKey: 'd45e303a-38c2' },
  ],
};

// The demo's own service worker would fetch past what a test puts in the way of the page.
test.use({ serviceWorkers: 'block', timezoneId: 'UTC' });

async function expectLook(part: Locator, name: string, mask: Locator[] = []): Promise<void> {
  await part.scrollIntoViewIfNeeded();
  await expect(part).toHaveScreenshot(`${name}.png`, { ...TOLERANCE, mask });
}

/** Lets the page live on the day of the flags file. */
async function setDay(page: Page): Promise<void> {
  await page.addInitScript((byMs) => {
    const { now } = Date;
    Date.now = () => now() + byMs;
  }, NOW - Date.now());
}

for (const width of [360, 1_600] as const) {
  for (const colorScheme of ['light', 'dark'] as const) {
    const view = `${width}-${colorScheme}`;

    test.describe(`${width} px wide, ${colorScheme}`, () => {
      test.use({ viewport: { width, height: 900 }, colorScheme, contextOptions: { reducedMotion: 'reduce' } });

      test('user, shop and flags look as they did', async ({ page, embedded }) => {
        await openDemo(page, embedded);
        await expect(page.locator('.shop')).toHaveAttribute('data-theme', 'lab');
        await expectLook(page.locator('.masthead'), `head-${view}`, [page.locator('.masthead-relay')]);
        await expectLook(page.locator('.user-panel'), `user-${view}`);
        await expectLook(page.locator('#shop'), `shop-${view}`);
        // How fast this machine is, and since when the page is open.
        const mask = [page.locator('[data-field="mean"]'), page.locator('.history')];
        await expectLook(page.locator('[data-flag="products-per-row"]'), `flag-${view}`, mask);
      });

      test('time, crowd and the relay proxy’s side look as they did', async ({ page, embedded }) => {
        await setDay(page);
        await page.route('**/control/journal', (route) => route.fulfill({ json: JOURNAL }));
        await embedded.controls.setFlags(DEMO_FLAGS_FILE);
        await openDemo(page, embedded);
        await page.getByRole('button', { name: 'Visitor' }).click();

        await goTo(page, 'Time');
        const slider = page.locator('#time-slider');
        await expect(page.locator('.change')).not.toHaveCount(0);
        await slider.fill('150');
        await expectLook(page.locator('.panel', { has: page.locator('#time') }), `time-${view}`);
        // As many at any time; a rollout moves somebody every twenty minutes.
        await page.locator('#crowd-flag').selectOption('fast-checkout');
        await expect(page.locator('.crowd-legend')).not.toBeEmpty();
        const took = page.locator('#crowd').getByText(/^1,000 users/);
        await expectLook(page.locator('.panel', { has: page.locator('#crowd') }), `crowd-${view}`, [took]);

        await goTo(page, 'The relay proxy’s side');
        await expect(page.locator('[data-figure="tab"]')).toHaveText('leads');
        await expect(page.locator('.seen')).toHaveCount(10);
        const waiting = page.locator('[data-figure="waiting"]');
        await expectLook(page.locator('.relay-section'), `relay-${view}`, [waiting]);
      });
    });
  }
}
