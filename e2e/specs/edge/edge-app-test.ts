import { test as base, expect } from '@playwright/test';
import type { EdgeApp } from '../../edge/edge-app.ts';
import { buildCloudflareApp, startCloudflareApp } from '../../edge/start-cloudflare-app.ts';
import { buildVercelApp, startVercelApp } from '../../edge/start-vercel-app.ts';
import type { Relay } from '../../relay/relay.ts';
import { startRelay } from '../../relay/start-relay.ts';

/** The key of the applications, their pages and these tests. */
export const KEY = 'browser-key';
const BUILD_MS = 300_000;
export const HEADLINE = { plain: 'Welcome', warm: 'Good to <see> you </script>' };
const FLAGS = {
  headline: { variations: HEADLINE, defaultRule: { percentage: { plain: 50, warm: 50 } } },
  'fast-checkout': { variations: { on: true, off: false }, defaultRule: { percentage: { on: 50, off: 50 } } },
};

const PLATFORMS = {
  cloudflare: { build: buildCloudflareApp, start: startCloudflareApp },
  vercel: { build: buildVercelApp, start: startVercelApp },
};

interface WorkerFixtures {
  readonly flags: object;
  readonly relay: Relay;
  readonly platform: keyof typeof PLATFORMS;
  readonly app: EdgeApp;
}

export const test = base.extend<object, WorkerFixtures>({
  flags: [FLAGS, { scope: 'worker', option: true }],
  relay: [
    async ({ flags }, use) => {
      const relay = await startRelay({ flags: { ...flags }, apiKeys: [KEY] });
      await use(relay);
      await relay.close();
    },
    { scope: 'worker', timeout: BUILD_MS },
  ],
  platform: ['cloudflare', { scope: 'worker', option: true }],
  app: [
    async ({ relay, platform }, use) => {
      const { build, start } = PLATFORMS[platform];
      await build();
      await using app = await start({ relayUrl: relay.url, relayKey: KEY });
      await use(app);
      expect(app.complaints(), 'what the application has complained about').toEqual([]);
    },
    { scope: 'worker', timeout: BUILD_MS },
  ],
});

export { expect };
