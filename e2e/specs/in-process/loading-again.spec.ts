// A network that fails for a moment while the library loads its own files, where no bundler has put them together.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page, Route } from '@playwright/test';
import { type FileServer, serveFiles } from '../../serve/serve-files.ts';
import { expect as base, flagsWith, KEY, SSE, test } from '../changes/changes-test.ts';

const expect = base.configure({ timeout: 30_000 });

test.describe.configure({ timeout: 90_000 });

const ROOT = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/, '');
const CDN = dirname(fileURLToPath(import.meta.resolve('@goff-web/cdn')));
const LIBRARIES = '/packages/core/node_modules';

/** The published files as they are, found by an import map. */
const IMPORTS = {
  '@goff-web/core': '/packages/core/dist/index.js',
  '@goff-web/engine': '/packages/engine/dist/index.js',
  '@goff-web/engine/source': '/packages/engine/dist/source.js',
  '#javascript': '/packages/engine/dist/engine.js',
  '#wasm': '/packages/engine/dist/wasm/url.js',
  '@openfeature/core': `${LIBRARIES}/@openfeature/core/dist/esm/index.js`,
  '@openfeature/web-sdk': `${LIBRARIES}/@openfeature/web-sdk/dist/esm/index.js`,
  'idb-keyval': `${LIBRARIES}/idb-keyval/dist/index.js`,
  ky: `${LIBRARIES}/ky/distribution/index.js`,
};

const BY_MODULES = `<!doctype html><script type="importmap">${JSON.stringify({ imports: IMPORTS })}</script>
<script type="module">
  import { OpenFeature } from '@openfeature/web-sdk';
  import { GoFeatureFlagProvider } from '@goff-web/core';
  globalThis.library = { OpenFeature, GoFeatureFlagProvider };
</script>`;

const BY_SCRIPT = `<!doctype html><script src="/goff.js"></script><script>globalThis.library = GoFeatureFlag;</script>`;

/** Opens the page and sets a provider. The status is whatever it comes to. */
async function start(page: Page, site: FileServer, html: string, endpoint: string): Promise<string> {
  site.set('/', { body: html, headers: { 'content-type': 'text/html' } });
  await page.goto(site.origin);
  await page.waitForFunction(() => 'library' in globalThis);
  return page.evaluate(
    async (options) => {
      const { library } = globalThis as unknown as { library: typeof import('@goff-web/cdn') };
      const { GoFeatureFlagProvider, OpenFeature } = library;
      const provider = new GoFeatureFlagProvider({ ...options, storage: 'memory', logLevel: 'off' });
      await OpenFeature.setProviderAndWait(provider, { targetingKey: 'ada' }).catch(() => undefined);
      Object.assign(globalThis, { client: OpenFeature.getClient() });
      return OpenFeature.getClient().providerStatus;
    },
    { endpoint, apiKey: KEY, pollIntervalMs: 2_000 },
  );
}

const colourIn = (page: Page) =>
  page.evaluate(() => {
    const { client } = globalThis as unknown as { client: import('@openfeature/web-sdk').Client };
    return client.getStringValue('colour', 'default');
  });

/** Loses a file, as a network does that is gone. Returns what brings it back. */
async function lose(page: Page, path: string): Promise<() => Promise<void>> {
  const abort = (route: Route): Promise<void> => route.abort();
  await page.route(`**${path}`, abort);
  return () => page.unroute(`**${path}`, abort);
}

const MODULES = [
  '/packages/core/dist/evaluation.js',
  '/packages/engine/dist/index.js',
  '/packages/engine/dist/engine.wasm',
];
for (const file of MODULES) {
  test(`${file.slice(10)} as it is published is found without a hand once the network is back`, async ({
    browserName,
    gateway,
    page,
  }) => {
    const isKept = browserName === 'firefox' && file === MODULES[1];
    test.skip(
      isKept,
      'Firefox does not load again what a module that it loads again imports, until the page is loaded again',
    );
    await using site = await serveFiles(ROOT);
    const findAgain = await lose(page, file);
    expect(await start(page, site, BY_MODULES, gateway.url)).toBe('ERROR');
    expect(await colourIn(page)).toBe('default');
    await findAgain();
    await expect.poll(() => colourIn(page)).toBe('red');
  });
}

test('the script finds the engine without a hand once the network is back', async ({ gateway, page }) => {
  await using site = await serveFiles(CDN);
  const findAgain = await lose(page, '/engine.wasm');
  expect(await start(page, site, BY_SCRIPT, gateway.url)).toBe('ERROR');
  expect(await colourIn(page)).toBe('default');
  await findAgain();
  await expect.poll(() => colourIn(page)).toBe('red');
});

test('the script finds what it loads later once the network is back, and polls until then', async ({
  gateway,
  page,
  relay,
}) => {
  await using site = await serveFiles(CDN);
  const findAgain = await lose(page, '/goff-later.js');
  expect(await start(page, site, BY_SCRIPT, gateway.url)).toBe('READY');
  await relay.writeFlags(flagsWith('blue'));
  await expect.poll(() => colourIn(page)).toBe('blue');
  expect(gateway.requestsTo(SSE)).toEqual([]);
  await findAgain();
  await expect.poll(() => gateway.openTo(SSE)).toHaveLength(1);
});
