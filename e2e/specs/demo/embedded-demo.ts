import type { Page } from '@playwright/test';
import type { DemoRelay } from '../../../.ci/demo/demo-relay.ts';
import type { RelayControls } from '../../../.ci/demo/relay-controls.ts';
import { serveDemo } from '../../../.ci/demo/serve-demo.ts';
import { startDemoRelay } from '../../../.ci/demo/start-demo-relay.ts';
import { freePort } from '../../relay/free-port.ts';
import { MODES } from './demo-page.ts';
import { test as base, expect } from './demo-test.ts';

/** The demo as `npm run demo` serves it: the page, and an embedded relay proxy that the page may handle. */
export interface EmbeddedDemo {
  readonly url: string;
  readonly controls: RelayControls;
  /** Ends the page's server and its relay proxy, as Ctrl+C does. */
  stop(): Promise<void>;
}

async function startEmbeddedDemo(): Promise<EmbeddedDemo> {
  const relay: DemoRelay = await startDemoRelay('embedded', () => undefined, await freePort());
  const { controls } = relay;
  if (controls === undefined) throw new Error('The embedded relay proxy has no controls.');
  const page = await serveDemo(relay, 0);
  return {
    url: page.url,
    controls,
    stop: async () => void (await Promise.allSettled([page.close(), relay.close()])),
  };
}

interface WorkerFixtures {
  readonly workerDemo: EmbeddedDemo;
}

interface TestFixtures {
  /** Healthy, with the flags that it comes with. */
  readonly embedded: EmbeddedDemo;
  /** Of this test alone: it may be stopped, and what its relay proxy has seen was seen from this test. */
  readonly ownDemo: EmbeddedDemo;
}

export const test = base.extend<TestFixtures, WorkerFixtures>({
  workerDemo: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
    async ({}, use) => {
      const demo = await startEmbeddedDemo();
      await use(demo);
      await demo.stop();
    },
    { scope: 'worker' },
  ],
  embedded: async ({ workerDemo }, use) => {
    const flags = await workerDemo.controls.flags();
    await use(workerDemo);
    await workerDemo.controls.setFault({});
    await workerDemo.controls.setFlags(flags);
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures from the pattern
  ownDemo: async ({}, use) => {
    const demo = await startEmbeddedDemo();
    await use(demo);
    await demo.stop();
  },
});

/** Opens the demo and waits until both modes are ready. */
export async function openDemo(page: Page, demo: EmbeddedDemo): Promise<void> {
  await page.goto(demo.url);
  for (const mode of MODES) {
    await expect(page.locator(`.mode-card[data-mode="${mode}"]`)).toHaveAttribute('data-status', 'READY');
  }
}

const PARTS = { Flags: '#flags', Time: '#time', 'The relay proxy’s side': '#relay-side' } as const;

/** Scrolls to a part of the page, which begins its work when it is come near to. */
export async function goTo(page: Page, part: keyof typeof PARTS): Promise<void> {
  await page.getByRole('heading', { name: part, exact: true }).scrollIntoViewIfNeeded();
  await page.locator(PARTS[part]).scrollIntoViewIfNeeded();
}

export { expect };
