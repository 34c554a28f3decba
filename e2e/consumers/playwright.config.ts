import { defineConfig } from '@playwright/test';
import { CHROMIUM_SHELL } from '../../.ci/browsers.ts';

export default defineConfig({
  testDir: '.',
  // A consumer may have tests of its own, by another runner.
  testMatch: '*.spec.ts',
  globalSetup: './global-setup.ts',
  fullyParallel: true,
  workers: 2,
  // A test that passes at the second attempt hides a fault.
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  // The slowest of the bundlers, on a machine that has other work.
  timeout: 240_000,
  expect: { timeout: 30_000 },
  reporter: [
    ['list'],
    ['json', { outputFile: process.env['GOFF_E2E_REPORT'] ?? '../../test-results/consumers/report.json' }],
  ],
  outputDir: '../../test-results/consumers',
  use: { launchOptions: CHROMIUM_SHELL },
  projects: [{ name: 'consumers' }],
});
