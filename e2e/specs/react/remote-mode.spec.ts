import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import { status } from '../../faults/fault.ts';
import type { FaultProxy } from '../../faults/fault-proxy.ts';
import { startFaultProxy } from '../../faults/start-fault-proxy.ts';
import { buildPage } from '../../page/build-page.ts';
import type { ReactPageOptions, Rendered } from '../../react/react-page.ts';
import type { Relay } from '../../relay/relay.ts';
import { startRelay } from '../../relay/start-relay.ts';
import { serveFiles } from '../../serve/serve-files.ts';

const BULK = '/ofrep/v1/evaluate/flags';
const DEFAULT = 'the default';

/** A flag that names the user, and one that is the same for everybody. */
function flagsWith(theme: string): Readonly<Record<string, unknown>> {
  return {
    colour: {
      variations: { alice: 'red', bob: 'blue', carol: 'green' },
      targeting: [
        { query: 'targetingKey eq "alice"', variation: 'alice' },
        { query: 'targetingKey eq "bob"', variation: 'bob' },
      ],
      defaultRule: { variation: 'carol' },
    },
    theme: { variations: { only: { is: theme } }, defaultRule: { variation: 'only' } },
  };
}

const COLOURS: Readonly<Record<string, string>> = { alice: 'red', bob: 'blue', carol: 'green' };

const test = base.extend<{ relay: Relay; gateway: FaultProxy; site: string }, { builtPage: string }>({
  builtPage: [
    // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
    async ({}, use) => {
      const folder = await buildPage(join(import.meta.dirname, '../../react'));
      await use(folder);
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  relay: [
    // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
    async ({}, use) => {
      await using relay = await startRelay({ flags: flagsWith('dark') });
      await use(relay);
    },
    { timeout: 300_000 },
  ],
  gateway: async ({ relay }, use) => {
    await using gateway = await startFaultProxy(relay.url);
    await use(gateway);
  },
  site: async ({ builtPage }, use) => {
    await using server = await serveFiles(builtPage);
    await use(server.origin);
  },
});

async function open(page: Page, site: string, user: string, options: ReactPageOptions): Promise<void> {
  await page.goto(site);
  await page.waitForFunction(() => 'reactPage' in globalThis);
  await page.evaluate(([name, given]) => reactPage.start(name, given), [user, options] as const);
}

const shows = (page: Page, colour: string) => expect(page.getByTestId('colour')).toHaveText(colour);
const everRendered = (page: Page): Promise<readonly Rendered[]> => page.evaluate(() => reactPage.rendered);
const colours = async (page: Page) => (await everRendered(page)).filter(({ component }) => component === 'colour');

test('with Suspense, nothing ever rendered is a default or another user’s, whoever comes and goes', async ({
  page,
  gateway,
  site,
}) => {
  await open(page, site, 'alice', { endpoint: gateway.url, suspend: true });
  await shows(page, 'red');
  for (const user of ['bob', 'carol', 'alice', 'bob']) {
    await page.evaluate((name) => reactPage.setUser(name), user);
    await shows(page, COLOURS[user] ?? '');
  }
  const rendered = await colours(page);
  expect(rendered.length).toBeGreaterThanOrEqual(5);
  for (const { user, value } of rendered) expect(value).toBe(COLOURS[user]);
});

test('a user who was here before is there again without a moment’s waiting', async ({ page, gateway, site }) => {
  await open(page, site, 'alice', { endpoint: gateway.url, suspend: true });
  await shows(page, 'red');
  await page.evaluate(() => reactPage.setUser('bob'));
  await shows(page, 'blue');
  const before = (await everRendered(page)).length;
  gateway.inflict({ path: BULK, fault: { kind: 'hang' } });
  await page.evaluate(() => reactPage.setUser('alice'));
  await shows(page, 'red');
  const since = (await everRendered(page)).slice(before);
  expect(since.filter(({ component }) => component === 'fallback')).toEqual([]);
  expect(since.filter(({ value }) => value === 'RECONCILING')).toEqual([]);
  expect(since.find(({ component }) => component === 'colour')).toMatchObject({ value: 'red', reason: 'CACHED' });
});

test('with a snapshot, the very first render is the server’s, and no later one differs', async ({
  page,
  gateway,
  site,
}) => {
  await open(page, site, 'alice', { endpoint: gateway.url, suspend: true });
  await shows(page, 'red');
  const bootstrap = await page.evaluate(() => reactPage.snapshot());

  gateway.inflict({ path: BULK, latencyMs: 300 });
  const asked = gateway.requestsTo(BULK).length;
  await open(page, site, 'alice', { endpoint: gateway.url, suspend: true, bootstrap });
  await shows(page, 'red');
  await gateway.seen(BULK, asked + 1);
  await page.evaluate(() => reactPage.refresh());
  const rendered = await everRendered(page);
  expect(rendered.filter(({ component }) => component === 'fallback')).toEqual([]);
  expect(rendered.filter(({ component }) => component === 'status').map(({ value }) => value)).not.toContain(
    'NOT_READY',
  );
  expect(rendered.find(({ component }) => component === 'colour')).toMatchObject({
    value: 'red',
    reason: 'TARGETING_MATCH',
  });
  expect(new Set((await colours(page)).map(({ value }) => value))).toEqual(new Set(['red']));
});

test('without Suspense, a default is rendered only where no answer is known', async ({ page, gateway, site }) => {
  await open(page, site, 'alice', { endpoint: gateway.url, suspend: false });
  await shows(page, 'red');
  await page.evaluate(() => reactPage.setUser('bob'));
  await shows(page, 'blue');
  await page.evaluate(() => reactPage.setUser('alice'));
  await shows(page, 'red');
  await page.evaluate(() => reactPage.refresh());
  const known = new Set<string>();
  for (const { user, value } of await colours(page)) {
    if (value === DEFAULT) expect([...known]).not.toContain(user);
    if (value === COLOURS[user]) known.add(user);
  }
  expect([...known].sort()).toEqual(['alice', 'bob']);

  gateway.inflict({ path: BULK, fault: status(503) });
  await page.evaluate(() => reactPage.setUser('dave'));
  await expect(page.getByTestId('status')).toHaveText('ERROR');
  await page.evaluate(() => reactPage.setUser('alice'));
  await shows(page, 'red');
});

test('a refresh renders again what has changed, and nothing else', async ({ page, gateway, relay, site }) => {
  await open(page, site, 'alice', { endpoint: gateway.url, suspend: true });
  await shows(page, 'red');
  await page.evaluate(() => reactPage.refresh());
  const before = (await everRendered(page)).length;
  await relay.writeFlags(flagsWith('light'));
  await page.evaluate(() => reactPage.refresh());
  await expect(page.getByTestId('theme')).toHaveText('{"is":"light"}');
  const since = (await everRendered(page)).slice(before);
  expect(since.map(({ component }) => component)).toEqual(['theme']);
});

test('the status that React sees is the provider’s', async ({ page, gateway, site }) => {
  await open(page, site, 'alice', { endpoint: gateway.url, suspend: false });
  const shown = page.getByTestId('status');
  await expect(shown).toHaveText('READY');
  gateway.inflict({ path: BULK, fault: status(401), times: 1 });
  await page.evaluate(() => reactPage.refresh());
  await expect(shown).toHaveText('STALE');
  await page.evaluate(() => reactPage.refresh());
  await expect(shown).toHaveText('READY');
  gateway.inflict({ path: BULK, latencyMs: 500, times: 1 });
  await page.evaluate(() => void reactPage.setUser('bob'));
  await expect(shown).toHaveText('RECONCILING');
  await expect(shown).toHaveText('READY');
});
