import { defineConfig } from '@playwright/test';
import { CHROMIUM_SHELL, FIREFOX } from './.ci/browsers.ts';

// Two runs on one machine must not meet on one port. Workers read this file too, and inherit the choice of the first reader.
process.env['GOFF_E2E_PORT'] ??= String(30_000 + (process.pid % 2_000));
const port = process.env['GOFF_E2E_PORT'];
/** The built demo, as it is published; each test tells it which relay proxy to use. */
const demo = `http://127.0.0.1:${port}`;

/** What measures must have the machine for itself: a run of its own, one test at a time. */
const MEASURING = '**/lighthouse.spec.ts';

/** What runs in Chromium alone, and why. All else runs in Firefox too; single tests that cannot say so themselves. */
const CHROMIUM_ONLY = [
  // Chromium's own protocol hides and freezes tabs.
  'a-minute-hidden.spec.ts',
  'tabs/tab-life.spec.ts',
  // Firefox's page crashes under axe's look at it.
  'demo/axe.spec.ts',
  // Pictures: each browser draws letters in its own way.
  'demo/looks.spec.ts',
  // Servers: the browser shows what they have rendered.
  'edge/*.spec.ts',
  // Published measures of one browser; what goes wrong in others is in the suite of `e2e/behaviour`.
  'reliability/*.spec.ts',
].map((spec) => `**/specs/${spec}`);

export default defineConfig({
  testDir: 'e2e/specs',
  globalSetup: './e2e/global-setup.ts',
  fullyParallel: true,
  workers: 2,
  // A test that passes at the second attempt hides a fault.
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  // Generous: what is awaited comes late on a busy machine. What must come soon has its own limit in the test.
  timeout: 90_000,
  expect: { timeout: 15_000 },
  reporter: [['list'], ['json', { outputFile: process.env['GOFF_E2E_REPORT'] ?? 'test-results/report.json' }]],
  // Recording what only a failure needs costs a quarter of the time: `--trace retain-on-failure` does it for whoever runs a failed test again.
  use: { baseURL: demo, trace: 'off' },
  webServer: {
    cwd: 'apps/demo',
    command: `pnpm run build && pnpm exec vite preview --host 127.0.0.1 --port ${port} --strictPort`,
    url: demo,
    reuseExistingServer: false,
    timeout: 120_000,
  },
  projects: [
    {
      name: 'chromium',
      testIgnore: MEASURING,
      use: { launchOptions: CHROMIUM_SHELL },
    },
    // Starts its own Chromium.
    { name: 'lighthouse', testMatch: MEASURING, workers: 1 },
    {
      name: 'firefox',
      testIgnore: [MEASURING, ...CHROMIUM_ONLY],
      use: { browserName: 'firefox', channel: FIREFOX.channel, launchOptions: FIREFOX },
    },
  ],
});
