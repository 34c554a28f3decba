import { playwright } from '@vitest/browser-playwright';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import type { BrowserProviderOption } from 'vitest/node';
import { CHROMIUM_SHELL, FIREFOX } from './.ci/browsers.ts';
import { LOWEST_SDK, LOWEST_SDK_FOLDER } from './.ci/vitest/lowest-sdk.ts';
import { webkitgtk } from './.ci/vitest/webkitgtk.ts';

const inBrowsers = [
  'packages/*/{src,test,conformance}/**/*.browser.test.ts',
  'docs/test/**/*.browser.test.ts',
  'e2e/behaviour/*.browser.test.ts',
];
/** What runs in pages is tested in pages too. `*.node.test.ts` names something of Node; what is below `edge/` never runs in one. */
const unitsInBrowsers = ['packages/{engine,internal,core,remote}/src/**/*.test.ts'];
const unitsElsewhere = ['**/*.node.test.ts', 'packages/core/src/edge/**'];
const besideBrowsers = './e2e/behaviour/serve-behaviour-relay.ts';
const inRuntimes = ['packages/*/test/runtimes/**/*.test.ts', 'packages/*/conformance/runtimes/**/*.test.ts'];

const onLowestSdk = ['.ci/lowest-sdk/*.test.ts'];
/** Long, and what they look at has nothing to do with the SDK. */
const withoutSdk = ['**/*.model.test.ts', '**/{bad-input,faults,provider-state*,shared-cache,time-watch}.test.ts'];
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
      ...inBrowser('chromium', () => playwright({ launchOptions: CHROMIUM_SHELL })),
      ...inBrowser('firefox', () => playwright({ launchOptions: FIREFOX })),
      ...inBrowser('webkit', webkitgtk),
    ],
  },
});

/** Two projects: what touches a browser, each file in a page of its own, and the unit tests that know of none, all of them in one. */
function inBrowser(
  browser: 'chromium' | 'firefox' | 'webkit',
  provider: () => BrowserProviderOption,
): TestProjectInlineConfiguration[] {
  const inPages = (): TestProjectInlineConfiguration['test'] => ({
    ...patient,
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      provider: provider(),
      instances: [{ browser }],
    },
  });
  // A dependency that an earlier run did not know would reload a page in the middle of its tests.
  const optimizeDeps = { force: true };
  return [
    { optimizeDeps, test: { ...inPages(), name: browser, include: inBrowsers, globalSetup: besideBrowsers } },
    {
      optimizeDeps,
      test: {
        ...inPages(),
        name: `unit-${browser}`,
        include: unitsInBrowsers,
        exclude: [...elsewhere, ...unitsElsewhere],
        isolate: false,
      },
    },
  ];
}
