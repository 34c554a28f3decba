import { test as base } from '@playwright/test';
import type { Relay } from '../relay/relay.ts';
import { RELAY_START_MS, startRelay } from '../relay/start-relay.ts';
import { DEMO_FLAGS_FILE } from './demo-flags.ts';
import { DemoPage } from './demo-page.ts';

interface TestFixtures {
  readonly demo: DemoPage;
  /** A relay proxy of this test alone: it may be stopped and its flags edited. */
  readonly ownRelay: Relay;
}

interface WorkerFixtures {
  /** Text of the flags file with which relay proxies start. */
  readonly flagsFile: string;
  /** A relay proxy that serves the demo's flags to many tests; none of them may change it. */
  readonly sharedRelay: Relay;
}

async function useRelay(flags: string, use: (relay: Relay) => Promise<void>): Promise<void> {
  const relay = await startRelay({ flags });
  await use(relay);
  await relay.close();
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  flagsFile: [DEMO_FLAGS_FILE, { scope: 'worker', option: true }],
  demo: async ({ page }, use) => {
    const demo = new DemoPage(page);
    await use(demo);
    base.expect(demo.uncaught, 'exceptions that reached the page').toEqual([]);
  },
  ownRelay: [({ flagsFile }, use) => useRelay(flagsFile, use), { timeout: RELAY_START_MS }],
  sharedRelay: [({ flagsFile }, use) => useRelay(flagsFile, use), { scope: 'worker', timeout: RELAY_START_MS }],
});

export { expect } from '@playwright/test';
