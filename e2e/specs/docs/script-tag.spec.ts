import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { startDevRelay } from '@goff-web/dev-relay';
import { expect, type Route, test } from '@playwright/test';

const ROOT = resolve(import.meta.dirname, '../../..');
const CDN = resolve(ROOT, 'packages/cdn/dist');
const TYPES: Readonly<Record<string, string>> = { js: 'text/javascript', wasm: 'application/wasm' };

async function fromCdn(route: Route): Promise<void> {
  const name = new URL(route.request().url()).pathname.split('/').at(-1) ?? '';
  await route.fulfill({
    body: await readFile(resolve(CDN, name)),
    contentType: TYPES[name.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
    headers: { 'Access-Control-Allow-Origin': '*' },
  });
}

test('the script tag of the documentation answers flags as it stands there', async ({ page }) => {
  await using relay = await startDevRelay({
    flags: { greeting: { variations: { on: 'hello', off: '' }, defaultRule: { variation: 'on' } } },
  });
  const sample = await readFile(resolve(ROOT, 'docs/samples/script-tag.html'), 'utf8');
  const integrity = JSON.parse(await readFile(resolve(CDN, 'integrity.json'), 'utf8')) as Readonly<
    Record<string, string>
  >;
  const html = `<!doctype html><title>sample</title>${sample.replace('sha384-…', integrity['goff.js'] ?? '')}`;
  await page.route('https://shop.example.com/', (route) => route.fulfill({ body: html, contentType: 'text/html' }));
  await page.route('https://cdn.example.com/**', fromCdn);
  await page.route('https://relay.example.com/**', async (route) => {
    const request = route.request();
    // A stream never ends, and cannot be passed on; the provider polls without one.
    if (request.url().includes('/stream/')) return route.abort();
    const url = relay.url + new URL(request.url()).pathname;
    const answer = await route.fetch({ url, method: request.method(), headers: await request.allHeaders() });
    await route.fulfill({ response: answer });
  });
  await page.goto('https://shop.example.com/');
  await page.waitForFunction("GoFeatureFlag.OpenFeature.getClient().providerStatus === 'READY'");
  expect(await page.evaluate("GoFeatureFlag.OpenFeature.getClient().getStringValue('greeting', '')")).toBe('hello');
});
