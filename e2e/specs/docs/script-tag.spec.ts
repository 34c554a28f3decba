import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type DevRelay, startDevRelay } from '@goff-web/dev-relay';
import { expect, type Page, type Route, test } from '@playwright/test';

const ROOT = resolve(import.meta.dirname, '../../..');
const CDN = resolve(ROOT, 'packages/cdn/dist');
const TYPES: Readonly<Record<string, string>> = {
  js: 'text/javascript',
  mjs: 'text/javascript',
  wasm: 'application/wasm',
};

async function fromCdn(route: Route): Promise<void> {
  const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
  await route.fulfill({
    body: await readFile(resolve(CDN, name)),
    contentType: TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    headers: { 'Access-Control-Allow-Origin': '*' },
  });
}

const integrity = JSON.parse(await readFile(resolve(CDN, 'integrity.json'), 'utf8')) as Readonly<
  Record<string, string>
>;

/** Why what asks for flags is not passed on in Firefox. */
const UNTOLD = 'Playwright does not tell what Firefox sends';

/** Opens a page that consists of `sample`, with the files and the relay proxy behind the names that it uses. */
async function openSample(page: Page, relay: DevRelay, sample: string): Promise<void> {
  const body = `<!doctype html><title>sample</title><body>${sample.replace('sha384-…', integrity['goff.js'] ?? '')}`;
  await page.route('https://shop.example.com/', (route) => route.fulfill({ body, contentType: 'text/html' }));
  await page.route('https://cdn.example.com/**', fromCdn);
  await page.route('https://cdn.jsdelivr.net/**', fromCdn);
  await page.route('https://relay.example.com/**', async (route) => {
    const request = route.request();
    // A stream never ends, and cannot be passed on; the provider polls without one.
    if (request.url().includes('/stream/')) return route.abort();
    const url = relay.url + new URL(request.url()).pathname;
    const answer = await route.fetch({ url, method: request.method(), headers: await request.allHeaders() });
    await route.fulfill({ response: answer });
  });
  await page.goto('https://shop.example.com/');
}

/** The HTML that the README of the package shows. */
async function blocksOfReadme(): Promise<readonly string[]> {
  const text = await readFile(resolve(ROOT, 'packages/cdn/README.md'), 'utf8');
  return [...text.matchAll(/^```html\n([\s\S]*?)^```/gm)].map(([, block = '']) => block);
}

test('the script tag of the documentation answers flags as it stands there', async ({ browserName, page }) => {
  test.skip(browserName !== 'chromium', UNTOLD);
  await using relay = await startDevRelay({
    flags: { greeting: { variations: { on: 'hello', off: '' }, defaultRule: { variation: 'on' } } },
  });
  await openSample(page, relay, await readFile(resolve(ROOT, 'docs/samples/script-tag.html'), 'utf8'));
  await page.waitForFunction("GoFeatureFlag.OpenFeature.getClient().providerStatus === 'READY'");
  expect(await page.evaluate("GoFeatureFlag.OpenFeature.getClient().getStringValue('greeting', '')")).toBe('hello');
});

test('the script tag of the README shows its flag as it stands there', async ({ browserName, page }) => {
  test.skip(browserName !== 'chromium', UNTOLD);
  await using relay = await startDevRelay({
    flags: { 'fast-checkout': { variations: { on: true, off: false }, defaultRule: { variation: 'on' } } },
  });
  const [sample = ''] = await blocksOfReadme();
  await openSample(page, relay, sample);
  await expect(page.locator('body.fast-checkout')).toHaveCount(1);
});

test('the module of the README exports what it imports there', async ({ page }) => {
  await using relay = await startDevRelay({ flags: {} });
  const blocks = await blocksOfReadme();
  expect(blocks).toHaveLength(2);
  const shown = '\ndocument.title = typeof GoFeatureFlagProvider + typeof OpenFeature.setProvider;\n</script>';
  await openSample(page, relay, (blocks[1] ?? '').replace('</script>', shown));
  await expect(page).toHaveTitle('functionfunction');
});
