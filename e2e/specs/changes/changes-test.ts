import type { Page } from '@playwright/test';
import type { FaultProxy } from '../../faults/fault-proxy.ts';
import { startFaultProxy } from '../../faults/start-fault-proxy.ts';
import type { Mode, PageFlags, PageOptions } from '../../page/page-flags.ts';
import { pageTest } from '../../page/page-test.ts';
import type { Relay } from '../../relay/relay.ts';
import { RELAY_START_MS, startRelay } from '../../relay/start-relay.ts';
import type { FileServer } from '../../serve/serve-files.ts';

declare global {
  var flags: PageFlags;
}

export const KEY = 'browser-key';
export const SSE = '/stream/v1/sse/flag/change';
export const WEBSOCKET = '/stream/v1/ws/flag/change';

/** Where each mode asks for its flags. */
export const PATHS: Readonly<Record<Mode, string>> = {
  core: '/v1/flag/configuration',
  remote: '/ofrep/v1/evaluate/flags',
};
export const MODES = ['core', 'remote'] as const;

/** A flags file in which the flag `colour` says this, among enough others for a body of some size. */
export function flagsWith(colour: string): Readonly<Record<string, unknown>> {
  const flag = (value: string) => ({ variations: { only: value }, defaultRule: { variation: 'only' } });
  const others = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`other-${index}`, flag('same')]));
  return { ...others, colour: flag(colour) };
}

/** Opens the page and starts a provider in it. */
export async function open(page: Page, site: FileServer, mode: Mode, options: PageOptions): Promise<string> {
  await page.goto(site.origin);
  await page.waitForFunction(() => 'flags' in globalThis);
  return page.evaluate(([chosen, given]) => flags.start(chosen, given), [mode, options] as const);
}

/** What the flag `colour` says in the page. */
export const colourIn = (page: Page): Promise<string> => page.evaluate(() => flags.value('colour'));

interface TestFixtures {
  /** A relay proxy of this test alone. */
  readonly relay: Relay;
  /** In front of it, on an origin of its own; counts, and fails on demand. */
  readonly gateway: FaultProxy;
}

export const test = pageTest.extend<TestFixtures>({
  relay: [
    // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
    async ({}, use) => {
      await using relay = await startRelay({ flags: flagsWith('red'), apiKeys: [KEY, 'second-key'] });
      await use(relay);
    },
    { timeout: RELAY_START_MS },
  ],
  gateway: async ({ relay }, use) => {
    await using gateway = await startFaultProxy(relay.url);
    await use(gateway);
  },
});

export { expect } from '@playwright/test';
