import { defineConfig } from '@playwright/test';

const chromium = process.env['CHROMIUM_PATH'] ?? '/usr/lib/chromium/chromium-headless-shell';
const firefox = process.env['FIREFOX_PATH'] ?? '/usr/bin/firefox-esr';

// Two runs on one machine must not meet on one port. Workers read this file too, and inherit the choice of the first reader.
process.env['GOFF_E2E_PORT'] ??= String(30_000 + (process.pid % 2_000));
const port = process.env['GOFF_E2E_PORT'];
/** The built demo, as it is published; each test tells it which relay proxy to use. */
const demo = `http://127.0.0.1:${port}`;

export default defineConfig({
  testDir: 'e2e/specs',
  globalSetup: './e2e/global-setup.ts',
  fullyParallel: true,
  workers: 2,
  // A test that passes at the second attempt hides a fault.
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 30_000,
  reporter: [['list'], ['json', { outputFile: process.env['GOFF_E2E_REPORT'] ?? 'test-results/report.json' }]],
  use: { baseURL: demo, trace: 'retain-on-failure' },
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
      use: {
        launchOptions: {
          executablePath: chromium,
          args: ['--no-sandbox', '--disable-quic', '--disable-background-networking'],
        },
      },
    },
    {
      name: 'firefox',
      // Drives Chromium by its own protocol.
      testIgnore: '**/tab-life.spec.ts',
      use: { browserName: 'firefox', channel: 'moz-firefox', launchOptions: { executablePath: firefox } },
    },
  ],
});
