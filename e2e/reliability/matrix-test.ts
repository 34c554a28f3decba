import { type Browser, chromium } from '@playwright/test';
import { CHROMIUM_WITH_BFCACHE } from '../../.ci/browsers.ts';
import type { FaultProxy } from '../faults/fault-proxy.ts';
import { startFaultProxy } from '../faults/start-fault-proxy.ts';
import { pageTest } from '../page/page-test.ts';
import type { Relay } from '../relay/relay.ts';
import { RELAY_START_MS, startRelay } from '../relay/start-relay.ts';
import { sceneFlags } from './scene.ts';

interface WorkerFixtures {
  readonly workerRelay: Relay;
  readonly wholeBrowser: () => Promise<Browser>;
}

interface TestFixtures {
  /** Healthy, with its first flags. */
  readonly relay: Relay;
  readonly gateway: FaultProxy;
}

export const test = pageTest.extend<TestFixtures, WorkerFixtures>({
  workerRelay: [
    // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
    async ({}, use) => {
      await using relay = await startRelay({ flags: sceneFlags('red'), apiKeys: ['browser-key', 'second-key'] });
      await use(relay);
    },
    { scope: 'worker', timeout: RELAY_START_MS },
  ],
  wholeBrowser: [
    // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
    async ({}, use) => {
      let launched: Promise<Browser> | undefined;
      await use(() => (launched ??= chromium.launch(CHROMIUM_WITH_BFCACHE)));
      await (await launched)?.close();
    },
    { scope: 'worker' },
  ],
  relay: async ({ workerRelay }, use) => {
    await workerRelay.writeFlags(sceneFlags('red'));
    await use(workerRelay);
  },
  gateway: async ({ relay }, use) => {
    await using gateway = await startFaultProxy(relay.url);
    await use(gateway);
  },
});

export { expect } from '@playwright/test';
