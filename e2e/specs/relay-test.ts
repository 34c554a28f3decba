import { test as base } from '@playwright/test';
import type { Relay } from '../relay/relay.ts';
import { RELAY_START_MS, startRelay } from '../relay/start-relay.ts';
import { DEMO_FLAGS_FILE } from './demo-flags.ts';

interface TestFixtures {
  /** A relay proxy of this test alone: it may be stopped and its flags edited. */
  readonly ownRelay: Relay;
}

interface WorkerFixtures {
  /** A relay proxy that serves the demo's flags to many tests; none of them may change it. */
  readonly sharedRelay: Relay;
}

async function useRelay(use: (relay: Relay) => Promise<void>): Promise<void> {
  const relay = await startRelay({ flags: DEMO_FLAGS_FILE });
  await use(relay);
  await relay.close();
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
  ownRelay: [({}, use) => useRelay(use), { timeout: RELAY_START_MS }],
  // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
  sharedRelay: [({}, use) => useRelay(use), { scope: 'worker', timeout: RELAY_START_MS }],
});

export { expect } from '@playwright/test';
