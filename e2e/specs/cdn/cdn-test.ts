import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from '@playwright/test';
import { type FileServer, serveFiles } from '../../serve/serve-files.ts';
import { type ShownMode, shownBy } from '../both-modes.ts';
import { test as base } from '../relay-test.ts';

const FOLDER = dirname(fileURLToPath(import.meta.resolve('@goff-web/cdn')));

/** Hashes of the package's files by name, as it publishes them. */
export const INTEGRITY: Readonly<Record<string, string>> = JSON.parse(readFileSync(`${FOLDER}/integrity.json`, 'utf8'));

/** What a test's page does: asks both modes for one flag, and shows the answers in its title. */
export function askBothModes(relay: string, options = '{}'): string {
  return `(async ({ OpenFeature, GoFeatureFlagProvider, GoFeatureFlagRemoteProvider }) => {
  const options = { endpoint: '${relay}', storage: 'memory', logLevel: 'off', ...${options} };
  const context = { targetingKey: 'ada', admin: true };
  const shown = {};
  for (const [mode, Provider] of Object.entries({ 'in-process': GoFeatureFlagProvider, remote: GoFeatureFlagRemoteProvider })) {
    const { wasm, ...common } = options;
    let error;
    try {
      await OpenFeature.setProviderAndWait(mode, new Provider(mode === 'remote' ? common : options), context);
    } catch (cause) {
      error = cause.message;
    }
    const client = OpenFeature.getClient(mode);
    const { value, reason } = client.getBooleanDetails('flag-only-for-admin', false);
    shown[mode] = { status: client.providerStatus, value, reason, error };
  }
  document.title = JSON.stringify(shown);
})`;
}

export function integrityOf(content: string | Uint8Array): string {
  return `sha384-${createHash('sha384').update(content).digest('base64')}`;
}

/** Opens a page of this text, under a Content-Security-Policy if one is given, and says what it shows of both modes. */
export async function show(
  page: Page,
  site: FileServer,
  body: string,
  policy?: string,
): Promise<Readonly<Record<string, ShownMode>>> {
  site.set('/', { body, ...(policy !== undefined && { headers: { 'content-security-policy': policy } }) });
  await page.goto(site.origin);
  return shownBy(page);
}

interface Fixtures {
  /** The package's files on an origin of their own. */
  readonly cdn: FileServer;
  /** The page's own server. */
  readonly site: FileServer;
}

export const test = base.extend<Fixtures>({
  // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
  cdn: async ({}, use) => {
    await using server = await serveFiles(FOLDER);
    await use(server);
  },
  // biome-ignore lint/correctness/noEmptyPattern: the form Playwright asks for
  site: async ({}, use) => {
    await using server = await serveFiles(FOLDER);
    await use(server);
  },
});

export { expect } from '../relay-test.ts';
