import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { CHROMIUM_SHELL, FIREFOX } from './.ci/browsers.ts';
import { LOWEST_SDK, LOWEST_SDK_FOLDER } from './.ci/vitest/lowest-sdk.ts';
import { webkitgtk } from './.ci/vitest/webkitgtk.ts';

const browser = { enabled: true, headless: true, screenshotFailures: false } as const;
const inBrowsers = [
  'packages/*/{src,test,conformance}/**/*.browser.test.ts',
  'docs/test/**/*.browser.test.ts',
  'e2e/behaviour/*.browser.test.ts',
];
const besideBrowsers = './e2e/behaviour/serve-behaviour-relay.ts';
const inRuntimes = ['packages/*/test/runtimes/**/*.test.ts', 'packages/*/conformance/runtimes/**/*.test.ts'];

const onLowestSdk = ['.ci/lowest-sdk/*.test.ts'];
/** Long, and what they look at has nothing to do with the SDK. */
const withoutSdk = ['**/*.model.test.ts', '**/{bad-input,faults,provider-state,shared-cache,time-watch}.test.ts'];
/** What is awaited may take its time on a busy machine: the provider itself spreads a request that follows a message over a second. */
const patient = { expect: { poll: { timeout: 15_000 } }, testTimeout: 60_000, hookTimeout: 60_000 } as const;
/** These wait for what they start more than they compute: Vitest's own choice, one fewer than there are cores, would be one. */
const maxWorkers = 3;
const elsewhere = ['**/*.browser.test.ts', '**/node_modules/**', '**/dist/**'];

export default defineConfig({
  test: {
    projects: [
      'docs/vitest.config.ts',
      {
        test: {
          name: 'node',
          environment: 'node',
          maxWorkers,
          ...patient,
          include: ['packages/*/{src,test,conformance,fuzz}/**/*.test.ts', '.ci/**/*.test.ts'],
          exclude: [...elsewhere, ...inRuntimes, ...onLowestSdk],
        },
      },
      // Other JavaScript runtimes: workerd, edge-light, Deno, Bun.
      { test: { name: 'runtimes', environment: 'node', ...patient, include: inRuntimes } },
      // Everything that meets OpenFeature's SDK, on the lowest version that the packages accept; the other projects run on the highest.
      {
        resolve: { alias: LOWEST_SDK },
        test: {
          name: 'lowest-sdk',
          environment: 'node',
          maxWorkers,
          ...patient,
          env: { GOFF_SDK_FOLDER: LOWEST_SDK_FOLDER },
          include: [
            ...onLowestSdk,
            'packages/{core,remote}/{src,test}/**/*.test.ts',
            'packages/internal/src/{events,resolution,status}/**/*.test.ts',
          ],
          exclude: [...elsewhere, ...withoutSdk],
        },
      },
      // What starts the real relay proxy; the embedded one and the real one answer alike.
      {
        test: {
          name: 'contract',
          environment: 'node',
          maxWorkers,
          ...patient,
          include: ['e2e/{behaviour,contract,faults,relay,reliability}/**/*.test.ts'],
          exclude: elsewhere,
          hookTimeout: 300_000,
        },
      },
      {
        test: {
          name: 'chromium',
          include: inBrowsers,
          globalSetup: besideBrowsers,
          ...patient,
          browser: {
            ...browser,
            provider: playwright({ launchOptions: CHROMIUM_SHELL }),
            instances: [{ browser: 'chromium' }],
          },
        },
      },
      {
        test: {
          name: 'firefox',
          include: inBrowsers,
          globalSetup: besideBrowsers,
          ...patient,
          browser: {
            ...browser,
            provider: playwright({ launchOptions: FIREFOX }),
            instances: [{ browser: 'firefox' }],
          },
        },
      },
      {
        test: {
          name: 'webkit',
          include: inBrowsers,
          globalSetup: besideBrowsers,
          ...patient,
          browser: { ...browser, provider: webkitgtk(), instances: [{ browser: 'webkit' }] },
        },
      },
    ],
  },
});
