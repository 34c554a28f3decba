import { rm } from 'node:fs/promises';
import { type BrowserContext, test as base, type Page } from '@playwright/test';
import type { FaultProxy } from '../../faults/fault-proxy.ts';
import { startFaultProxy } from '../../faults/start-fault-proxy.ts';
import type { Relay } from '../../relay/relay.ts';
import { RELAY_START_MS, startRelay } from '../../relay/start-relay.ts';
import { type FileServer, serveFiles } from '../../serve/serve-files.ts';
import { buildPage } from './build-page.ts';
import type { TabWindow } from './page/tab.ts';

export type Mode = 'in-process' | 'remote';

/** The requests of a mode that ask for flags. */
export const PATHS: Readonly<Record<Mode, string>> = {
  'in-process': '/v1/flag/configuration',
  remote: '/ofrep/v1/evaluate/flags',
};
export const STREAM = '/stream/v1/sse/flag/change';
export const MODES = ['in-process', 'remote'] as const;
export const KEYS = ['key-one', 'key-two'] as const;

/** Which page a tab shows. */
export interface TabAddress {
  readonly mode?: Mode;
  readonly user?: string;
  readonly options?: Readonly<Record<string, unknown>>;
  /** In place of the site's own origin. */
  readonly origin?: string;
  /** Below `/other/` is the page with another version of the library. */
  readonly path?: '/' | '/other/';
}

interface WorkerFixtures {
  /** Where the page is, built once. */
  readonly folder: string;
}

interface Fixtures {
  readonly relay: Relay;
  /** In front of the relay proxy: counts what reaches it. Speaks HTTP/1.1 and nothing else. */
  readonly gateway: FaultProxy;
  readonly site: FileServer;
  /** The address of a page for a tab. */
  readonly address: (tab?: TabAddress) => string;
  readonly openTab: (tab?: TabAddress) => Promise<Page>;
}

/** Ten tabs are slow to open and to ask. */
const SLOW_MS = 20_000;

/** A flag file in which the one flag has this value for everybody. */
export function flagFile(value: string): Record<string, unknown> {
  return { greeting: { variations: { said: value, other: '' }, defaultRule: { variation: 'said' } } };
}

export const test = base.extend<Fixtures, WorkerFixtures>({
  folder: [
    // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
    async ({}, use) => {
      const folder = await buildPage();
      await use(folder);
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  relay: [
    // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
    async ({}, use) => {
      await using relay = await startRelay({ flags: flagFile('first'), apiKeys: [...KEYS] });
      await use(relay);
    },
    { timeout: RELAY_START_MS },
  ],
  gateway: async ({ relay }, use) => {
    await using gateway = await startFaultProxy(relay.url);
    await use(gateway);
  },
  site: async ({ folder }, use) => {
    await using site = await serveFiles(folder);
    await use(site);
  },
  address: async ({ gateway, site }, use) => {
    await use(({ mode = 'in-process', options = {}, origin = site.origin, path = '/', user = 'ada' } = {}) => {
      const all = JSON.stringify({ endpoint: gateway.url, apiKey: KEYS[0], ...options });
      return `${origin}${path}?${new URLSearchParams({ mode, user, options: all }).toString()}`;
    });
  },
  openTab: async ({ address, context }, use) => {
    await use((tab) => openIn(context, address(tab)));
  },
});

/** Opens a tab and waits until it has flags. */
export async function openIn(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  await base.expect.poll(() => statusOf(page), { timeout: SLOW_MS }).toBe('READY');
  return page;
}

function statusOf(page: Page): Promise<string> {
  return page.evaluate(() => (globalThis as unknown as TabWindow).tab.client.providerStatus);
}

/** What the tab's flag answers. */
export function greetingIn(page: Page): Promise<string> {
  return page.evaluate(() => (globalThis as unknown as TabWindow).tab.client.getStringValue('greeting', 'nothing'));
}

/** Resolves when all tabs answer so. */
export async function expectValues(pages: readonly Page[], value: string): Promise<void> {
  const answers = base.expect.poll(() => Promise.all(pages.map(greetingIn)), { timeout: SLOW_MS });
  await answers.toEqual(pages.map(() => value));
}

export { expect } from '@playwright/test';
