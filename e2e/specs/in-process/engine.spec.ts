import { readFile } from 'node:fs/promises';
import type { Route } from '@playwright/test';
import { colourIn, expect, KEY, open, test } from '../changes/changes-test.ts';

const QUIET = { apiKey: KEY, changeStream: 'off', pollIntervalMs: 3_600_000 } as const;

test('an engine’s file that is missing at first puts the provider into ERROR, and is found without a hand', async ({
  page,
  gateway,
  site,
}) => {
  const block = (route: { fulfill(answer: object): Promise<void> }): Promise<void> =>
    route.fulfill({ status: 404, body: 'not here' });
  await page.route('**/*.wasm', block);
  expect(await open(page, site, 'core', { endpoint: gateway.url, ...QUIET })).toBe('ERROR');
  expect(await colourIn(page)).toBe('default');
  expect(await page.evaluate(() => flags.logged.join())).toContain('engine.wasm');
  await page.unroute('**/*.wasm', block);
  await expect.poll(() => page.evaluate(() => flags.status())).toBe('READY');
  expect(await colourIn(page)).toBe('red');
});

const MISSING: readonly (readonly [string, (route: Route) => Promise<void>])[] = [
  ['is not there', (route) => route.fulfill({ status: 404, body: 'not here' })],
  ['cannot be had, as without a network', (route) => route.abort()],
  ['is a page of HTML', (route) => route.fulfill({ contentType: 'text/html', body: '<!doctype html>' })],
];
for (const [what, answer] of MISSING) {
  test(`a module to evaluate with that ${what} puts the provider into ERROR, which names it, and is found without a hand`, async ({
    page,
    gateway,
    site,
  }) => {
    await page.route('**/evaluation-*.js', answer);
    expect(await open(page, site, 'core', { endpoint: gateway.url, ...QUIET })).toBe('ERROR');
    expect(await colourIn(page)).toBe('default');
    expect(await page.evaluate(() => flags.logged.join())).toMatch(/evaluation-[^/]*\.js/);
    await page.unroute('**/evaluation-*.js', answer);
    await expect.poll(() => page.evaluate(() => flags.status())).toBe('READY');
    expect(await colourIn(page)).toBe('red');
  });
}

test('an engine’s file with the wrong MIME type works all the same', async ({ page, gateway, site }) => {
  await page.route('**/*.wasm', async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { 'content-type': 'application/octet-stream' } });
  });
  expect(await open(page, site, 'core', { endpoint: gateway.url, ...QUIET })).toBe('READY');
  expect(await colourIn(page)).toBe('red');
});

test('a page of HTML in place of the engine’s file is an ERROR that says so', async ({ page, gateway, site }) => {
  await page.route('**/*.wasm', (route) =>
    route.fulfill({ contentType: 'text/html', body: '<!doctype html><title>Sign in</title>' }),
  );
  expect(await open(page, site, 'core', { endpoint: gateway.url, ...QUIET })).toBe('ERROR');
  expect(await colourIn(page)).toBe('default');
  expect(await page.evaluate(() => flags.logged.join())).toMatch(/WebAssembly|engine/);
});

test('a policy that forbids WebAssembly costs speed only: the JavaScript twin answers', async ({
  builtPage,
  page,
  gateway,
  site,
}) => {
  const policy = `default-src 'none'; script-src 'self'; connect-src 'self' ${gateway.url}; img-src data:`;
  const headers = { 'content-type': 'text/html', 'content-security-policy': policy };
  site.set('/', { body: await readFile(`${builtPage}/index.html`), headers });
  const scripts: string[] = [];
  page.on('request', (request) => void scripts.push(request.url()));
  expect(await open(page, site, 'core', { endpoint: gateway.url, ...QUIET })).toBe('READY');
  expect(await colourIn(page)).toBe('red');
  expect(scripts.filter((url) => /\/engine-[^/]*\.js$/.test(url))).toHaveLength(1);
});

test('an engine is fetched from where the application says', async ({ page, gateway, site }) => {
  const engine = await readFile(new URL('../../../packages/engine/dist/engine.wasm', import.meta.url));
  site.set('/elsewhere/engine', { body: engine });
  await page.route('**/assets/*.wasm', (route) => route.abort());
  const options = { endpoint: gateway.url, ...QUIET, wasm: `${site.origin}/elsewhere/engine` };
  expect(await open(page, site, 'core', options)).toBe('READY');
  expect(await colourIn(page)).toBe('red');
});
