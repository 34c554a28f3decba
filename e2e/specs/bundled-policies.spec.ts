// What docs/csp.md says of applications that a bundler builds.
import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildPage } from '../page/build-page.ts';
import { type FileServer, serveFiles } from '../serve/serve-files.ts';
import { BOTH_ANSWER, shownBy } from './both-modes.ts';
import { integrityOf } from './cdn/cdn-test.ts';
import { documentedPolicies } from './cdn/documented-policies.ts';
import { test as base, expect } from './relay-test.ts';

const SOURCES = join(import.meta.dirname, '../policies');
const RELAY = 'https://relay.example.com';

interface Fixtures {
  /** The built application, and where its page is put. */
  readonly site: FileServer;
  readonly folder: string;
  readonly entry: string;
}

const test = base.extend<Fixtures>({
  entry: ['many-files', { option: true }],
  folder: async ({ entry }, use) => {
    const folder = await buildPage(SOURCES, [`${entry}.ts`]);
    await use(folder);
    await rm(folder, { recursive: true, force: true });
  },
  site: async ({ folder }, use) => {
    await using server = await serveFiles(folder);
    await use(server);
  },
});

function pageFor(relay: string, script: string): string {
  return `<!doctype html><html lang="${relay}">${script}`;
}

const policies = documentedPolicies().filter(({ section }) => section === 'With a bundler');

test('the documented policy admits all that both modes need, what is loaded later included', async ({
  page,
  sharedRelay,
  site,
}) => {
  expect(policies).toHaveLength(1);
  const policy = policies[0]?.header.replaceAll(RELAY, sharedRelay.url) ?? '';
  const body = pageFor(sharedRelay.url, '<script type="module" src="/many-files.js"></script>');
  site.set('/', { body, headers: { 'content-security-policy': policy } });
  const refused: string[] = [];
  page.on('console', (message) => {
    if (/Content.Security.Policy/i.test(message.text())) refused.push(message.text());
  });
  const stream = page.waitForRequest(/\/stream\//);
  await page.goto(site.origin);
  expect(await shownBy(page)).toEqual(BOTH_ANSWER);
  await stream;
  const loadedLater = [/evaluation/, /change-watch/, /event-courier/, /engine.*\.wasm$/];
  for (const name of loadedLater) await expect.poll(() => site.requests).toContainEqual(expect.stringMatching(name));
  expect(refused).toEqual([]);
});

test.describe('a policy of hashes alone', () => {
  test.describe('and the application in many files', () => {
    test('keeps in-process mode at defaults', async ({ folder, page, sharedRelay, site }) => {
      const hash = integrityOf(await readFile(join(folder, 'many-files.js')));
      const policy = `default-src 'none'; script-src '${hash}' 'wasm-unsafe-eval'; connect-src 'self' ${sharedRelay.url}`;
      const script = `<script type="module" src="/many-files.js" integrity="${hash}" crossorigin="anonymous"></script>`;
      site.set('/', { body: pageFor(sharedRelay.url, script), headers: { 'content-security-policy': policy } });
      await page.goto(site.origin);
      expect((await shownBy(page))['in-process']).toMatchObject({ status: 'ERROR', value: false });
    });
  });

  test.describe('and in-process mode from the entry for service workers', () => {
    test.use({ entry: 'one-module' });

    test('answers in both modes; remote mode goes on without its later files', async ({
      browserName,
      folder,
      page,
      sharedRelay,
      site,
    }) => {
      test.skip(browserName !== 'chromium', 'Playwright does not tell what Firefox sends');
      const hash = integrityOf(await readFile(join(folder, 'one-module.js')));
      const policy = `default-src 'none'; script-src '${hash}' 'wasm-unsafe-eval'; connect-src 'self' ${sharedRelay.url}`;
      const script = `<script type="module" src="/one-module.js" integrity="${hash}" crossorigin="anonymous"></script>`;
      site.set('/', { body: pageFor(sharedRelay.url, script), headers: { 'content-security-policy': policy } });
      const events = page.waitForRequest((request) => (request.postData() ?? '').includes('PROVIDER_CACHE'));
      await page.goto(site.origin);
      expect(await shownBy(page)).toEqual(BOTH_ANSWER);
      await page.waitForRequest(/\/ofrep\/v1\/evaluate\/flags$/);
      await events;
      expect(site.requests).not.toContainEqual(expect.stringMatching(/change-watch|event-courier/));
    });
  });
});
