import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import type { PageCalls } from '../events/page/page-calls.ts';
import { PAGE_FLAGS } from '../events/page-flags.ts';
import { startFaultProxy } from '../faults/start-fault-proxy.ts';
import { buildPage } from '../page/build-page.ts';
import type { Relay } from '../relay/relay.ts';
import { RELAY_START_MS, startRelay } from '../relay/start-relay.ts';
import { type FileServer, serveFiles } from '../serve/serve-files.ts';

declare const calls: PageCalls;

interface Place {
  readonly relay: Relay;
  readonly server: FileServer;
}

/** A busy machine takes its time to start a browser and a page. */
const PATIENCE_MS = 120_000;
/** The page that records numbered events. */
const PAGE = join(import.meta.dirname, '../events/page');
const MODES = ['in-process', 'remote'] as const;

const test = base.extend<object, { readonly place: Place }>({
  place: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the names of what a fixture needs
    async ({}, use) => {
      const folder = await buildPage(PAGE, ['index.html']);
      await using server = await serveFiles(folder);
      server.set('/elsewhere', {
        body: '<!doctype html><title>elsewhere</title>',
        headers: { 'content-type': 'text/html' },
      });
      await using relay = await startRelay({ flags: PAGE_FLAGS });
      await use({ relay, server });
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: RELAY_START_MS },
  ],
});

/** Opens a page that records an event every 20 ms and would not send any for a minute; resolves when there are some. */
async function record(
  page: Page,
  { relay, server }: Place,
  name: string,
  mode: string,
  endpoint = relay.url,
): Promise<() => number> {
  let recorded = 0;
  await page.exposeFunction('reportReady', () => undefined);
  await page.exposeFunction('reportRecorded', () => {
    recorded += 1;
  });
  const query = new URLSearchParams({ page: name, relay: endpoint, mode, everyMs: '20', flushIntervalMs: '60000' });
  await page.goto(`${server.origin}/?${query}`);
  await expect.poll(() => recorded).toBeGreaterThan(20);
  return () => recorded;
}

/** The numbers of a page's events that the relay proxy has exported. */
async function exported({ relay }: Place, name: string): Promise<Set<string>> {
  const numbers = [
    ...(await relay.featureEvents()).map((event) => String(event['userKey'])),
    ...(await relay.trackingEvents()).map((event) =>
      String(Reflect.get(event['trackingEventDetails'] as object, 'number')),
    ),
  ];
  return new Set(numbers.filter((number) => number.startsWith(`${name}.`)));
}

test.describe.configure({ timeout: PATIENCE_MS });

for (const mode of MODES) {
  test(`${mode}: what a page has recorded arrives when it is left for another site’s`, async ({
    page,
    place,
  }, info) => {
    const name = `left-${mode}-${info.project.name}`;
    const recorded = await record(page, place, name, mode);
    await page.goto(`${place.server.origin}/elsewhere`);
    const { size } = await expectAll(place, name, recorded);
    expect(size).toBeGreaterThan(20);
  });

  test(`${mode}: what a page has recorded offline is sent by the next one`, async ({ context, page, place }, info) => {
    const name = `offline-${mode}-${info.project.name}`;
    const recorded = await record(page, place, name, mode);
    await context.setOffline(true);
    const before = recorded();
    await expect.poll(recorded).toBeGreaterThan(before + 20);
    await page.close();
    await context.setOffline(false);
    const next = await context.newPage();
    await record(next, place, `${name}-next`, mode);
    await expectAll(place, name, recorded);
  });

  test(`${mode}: what a page that could not load what keeps events has recorded while the relay proxy was away is sent by the next one`, async ({
    browserName,
    context,
    page,
    place,
  }, info) => {
    test.skip(browserName !== 'chromium', 'Firefox knows of a stream, and so of its end, with its first message only');
    const name = `early-${mode}-${info.project.name}`;
    await using proxy = await startFaultProxy(place.relay.url);
    await page.route('**/*event-courier*', (route) => route.abort());
    const recorded = await record(page, place, name, mode, proxy.url);
    await proxy.refuse();
    const before = recorded();
    await expect.poll(recorded).toBeGreaterThan(before + 20);
    await page.goto(`${place.server.origin}/elsewhere`);
    await proxy.accept();
    await record(await context.newPage(), place, `${name}-next`, mode, proxy.url);
    await expectAll(place, name, recorded);
  });
}

async function expectAll(place: Place, name: string, recorded: () => number): Promise<Set<string>> {
  await expect
    .poll(async () => (await exported(place, name)).size, { timeout: 15_000 })
    .toBeGreaterThanOrEqual(recorded());
  return exported(place, name);
}

test('a flush brings what waits at once, and empties the device', async ({ page, place }, info) => {
  const name = `flush-${info.project.name}`;
  await record(page, place, name, 'in-process');
  await expect.poll(() => page.evaluate(() => calls.waiting())).toBeGreaterThan(0);
  await page.evaluate(() => calls.flush());
  await expect.poll(async () => (await exported(place, name)).size).toBeGreaterThan(20);
});
