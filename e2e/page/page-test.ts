import { rm } from 'node:fs/promises';
import { test as base } from '@playwright/test';
import { type FileServer, serveFiles } from '../serve/serve-files.ts';
import { buildPage } from './build-page.ts';

interface WorkerFixtures {
  /** Where the page is, built once. */
  readonly builtPage: string;
}

interface TestFixtures {
  /** The page's own server. */
  readonly site: FileServer;
}

/** Tests of a page that holds a provider of either mode. */
export const pageTest = base.extend<TestFixtures, WorkerFixtures>({
  builtPage: [
    // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
    async ({}, use) => {
      const folder = await buildPage();
      await use(folder);
      await rm(folder, { recursive: true, force: true });
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  site: async ({ builtPage }, use) => {
    await using server = await serveFiles(builtPage);
    await use(server);
  },
});
