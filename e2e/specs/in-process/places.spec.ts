import type { Page } from '@playwright/test';
import { rateLimited } from '../../faults/fault.ts';
import { colourIn, expect, flagsWith, KEY, open, PATHS, test } from '../changes/changes-test.ts';

const QUIET = { apiKey: KEY, changeStream: 'off', pollIntervalMs: 1_000 } as const;

/** Asks the worker of a kind that the page has started. */
function ask(page: Page, kind: 'dedicated' | 'service', request: object): Promise<unknown> {
  return page.evaluate(
    async ([where, message]) => {
      const channel = new MessageChannel();
      const answered = new Promise<unknown>((resolve) => {
        channel.port1.onmessage = (event) => resolve(event.data);
      });
      const ofPage = globalThis as { dedicated?: Worker };
      // One for all that is asked.
      if (where === 'dedicated') ofPage.dedicated ??= new Worker('/worker.js', { type: 'module' });
      const worker = where === 'dedicated' ? ofPage.dedicated : (await navigator.serviceWorker.ready).active;
      worker?.postMessage(message, [channel.port2]);
      return answered;
    },
    [kind, request] as const,
  );
}

for (const kind of ['dedicated', 'service'] as const) {
  test(`a ${kind} worker is a place where a provider runs`, async ({ browserName, page, gateway, relay, site }) => {
    test.skip(kind === 'service' && browserName !== 'chromium', 'Firefox ESR has no service workers that are modules');
    await page.goto(site.origin);
    if (kind === 'service') {
      await page.evaluate(() => navigator.serviceWorker.register('/service-worker.js', { type: 'module' }));
    }
    expect(await ask(page, kind, { options: { endpoint: gateway.url, ...QUIET, logLevel: 'debug' } })).toBe('READY');
    expect(await ask(page, kind, { flagKey: 'colour' })).toMatchObject({ value: 'red', reason: 'STATIC' });
    await relay.writeFlags(flagsWith('blue'));
    await expect.poll(() => ask(page, kind, { flagKey: 'colour' })).toMatchObject({ value: 'blue' });
    await gateway.refuse();
    await gateway.accept();
    await relay.writeFlags(flagsWith('green'));
    await expect
      .poll(() => ask(page, kind, { flagKey: 'colour' }), { timeout: 15_000 })
      .toMatchObject({ value: 'green' });
    // What is loaded later in a page is there as well.
    const { logged } = (await ask(page, kind, { flagKey: 'colour' })) as { readonly logged: readonly string[] };
    expect(logged.join('\n')).not.toMatch(/No courier|could not be loaded/);
  });
}

test('a service worker that answers from its cache while the network is gone keeps nobody from what is new', async ({
  browserName,
  page,
  gateway,
  relay,
  site,
}) => {
  test.skip(browserName !== 'chromium', 'Firefox ESR has no service workers that are modules');
  await page.goto(site.origin);
  await page.evaluate(async () => {
    const controlled = new Promise((resolve) => navigator.serviceWorker.addEventListener('controllerchange', resolve));
    await navigator.serviceWorker.register('/intercepting-worker.js', { type: 'module' });
    await controlled;
  });
  const options = { endpoint: gateway.url, ...QUIET, storage: 'memory' } as const;
  expect(await open(page, site, 'core', options)).toBe('READY');
  await gateway.refuse();
  // Nothing but the worker's cache can answer.
  expect(await open(page, site, 'core', options)).toBe('READY');
  expect(await colourIn(page)).toBe('red');
  await relay.writeFlags(flagsWith('blue'));
  await gateway.accept();
  await expect.poll(() => colourIn(page), { timeout: 15_000 }).toBe('blue');
});

test('a page of another origin that cannot read Retry-After waits half a minute at least; one that can, as long as it says', async ({
  page,
  gateway,
  site,
}) => {
  await page.clock.install();
  for (const [fault, soonestMs, latestMs] of [
    [rateLimited(90, 'unreadable'), 30_000, 45_000],
    [rateLimited(90, 'readable'), 90_000, 135_000],
  ] as const) {
    expect(await open(page, site, 'core', { endpoint: gateway.url, ...QUIET, storage: 'memory' })).toBe('READY');
    const before = gateway.requestsTo(PATHS.core).length;
    gateway.inflict({ path: PATHS.core, fault, times: 1 });
    const refusedMs = await page.evaluate(() => flags.refresh().then(Date.now));
    expect(gateway.requestsTo(PATHS.core)).toHaveLength(before + 1);
    // The page's time stands still then, however long the machine takes.
    await page.clock.pauseAt(refusedMs + soonestMs - 1);
    await page.evaluate(() => flags.refresh());
    expect(gateway.requestsTo(PATHS.core)).toHaveLength(before + 1);
    await page.clock.fastForward(latestMs - soonestMs + 1);
    await page.clock.resume();
    await gateway.seen(PATHS.core, before + 2);
    expect(await page.evaluate(() => flags.status())).toBe('READY');
  }
});
