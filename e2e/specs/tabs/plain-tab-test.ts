import { type PlainChromium, type PlainTab, startPlainChromium } from './plain-chromium.ts';
import { test as base, expect as soon } from './tabs-test.ts';

/** Chromium with a user interface is heavy; only what is to be quick is measured. */
export const expect = soon.configure({ timeout: 20_000 });

interface Fixtures {
  readonly chromium: PlainChromium;
  /** Opens a tab, and waits until it has flags. */
  readonly open: (address?: string) => Promise<PlainTab>;
}

/** Tests of tabs in {@link PlainChromium}. */
export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
  chromium: async ({}, use) => {
    await using chromium = await startPlainChromium(['app.test']);
    await use(chromium);
  },
  open: async ({ address, chromium }, use) => {
    await use(async (where = address()) => {
      const tab = await chromium.openTab(where);
      await expect.poll(() => tab.evaluate('globalThis.tab?.client.providerStatus')).toBe('READY');
      return tab;
    });
  },
});

/** What the tab's flag answers. */
export function greetingIn(tab: PlainTab): Promise<string> {
  return tab.evaluate<string>(`tab.client.getStringValue('greeting', '')`);
}
