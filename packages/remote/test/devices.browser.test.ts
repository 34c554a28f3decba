import { anApi } from '@goff-web/internal/an-api';
import { type OpenFeatureAPI, ProviderEvents, ProviderStatus } from '@openfeature/web-sdk';
import { beforeEach, expect, it } from 'vitest';
import { GoFeatureFlagRemoteProvider, type GoFeatureFlagRemoteProviderOptions } from '../src/index.ts';
import { createScriptedRelay, type ScriptedRelay, whoAmI } from '../src/testing/scripted-relay.ts';

const ENDPOINT = 'https://relay.test';
const ALICE = { targetingKey: 'alice@example.com', plan: 'pro' };
const BOB = { targetingKey: 'bob@example.com', plan: 'free' };

let relay: ScriptedRelay;

/** A page of this origin: an API and a provider of its own. */
interface Page {
  readonly api: OpenFeatureAPI;
  readonly provider: GoFeatureFlagRemoteProvider;
}

const pages: Page[] = [];

beforeEach(async () => {
  relay = createScriptedRelay();
  return async () => {
    for (const { api, provider } of pages.splice(0)) {
      await api.close();
      await provider.forget();
      await provider.onClose();
    }
  };
});

function aPage(options: Partial<GoFeatureFlagRemoteProviderOptions> = {}): Page {
  const api = anApi();
  const provider = new GoFeatureFlagRemoteProvider({
    endpoint: ENDPOINT,
    apiKey: 'browser-key',
    fetch: relay.fetch,
    pollIntervalMs: 0,
    changeStream: 'off',
    disableDataCollection: true,
    logLevel: 'off',
    ...options,
  });
  const page = { api, provider };
  pages.push(page);
  return page;
}

const details = ({ api }: Page) => api.getClient().getStringDetails('who', 'default');
const status = ({ api }: Page) => api.getClient().providerStatus;

/** A visit that ends: what it was told stays on the device. */
async function visit(...users: readonly object[]): Promise<void> {
  const page = aPage();
  const [first = {}, ...others] = users;
  await page.api.setProviderAndWait(page.provider, { ...first });
  for (const user of others) await page.api.setContext({ ...user });
  await page.provider.onClose();
}

it('shows two users in two tabs their own flags, though both tabs share everything that is stored', async () => {
  const [one, two] = [aPage(), aPage()];
  await Promise.all([one.api.setProviderAndWait(one.provider, ALICE), two.api.setProviderAndWait(two.provider, BOB)]);
  for (let round = 0; round < 3; round += 1) {
    await Promise.all([one.provider.refresh(), two.provider.refresh()]);
    expect([details(one).value, details(two).value]).toEqual([ALICE.targetingKey, BOB.targetingKey]);
  }
  await Promise.all([one.api.setContext(BOB), two.api.setContext(ALICE)]);
  expect([details(one).value, details(two).value]).toEqual([BOB.targetingKey, ALICE.targetingKey]);
});

it('has known users back without a network, says CACHED, and is honest about unknown ones', async () => {
  await visit(ALICE, BOB);
  relay.respond = () => Promise.reject(new TypeError('offline'));
  const page = aPage();
  await page.api.setProviderAndWait(page.provider, ALICE);
  expect(details(page)).toMatchObject({ value: ALICE.targetingKey, reason: 'CACHED' });
  await page.api.setContext(BOB);
  expect(details(page)).toMatchObject({ value: BOB.targetingKey, reason: 'CACHED' });
  await page.api.setContext({ ...BOB, plan: 'pro' });
  expect(status(page)).toBe(ProviderStatus.ERROR);
  expect(details(page)).toMatchObject({ value: 'default', errorCode: 'PROVIDER_NOT_READY' });
});

it('confirms what it served from the device once it is online again, without calling it changed', async () => {
  await visit(ALICE);
  const page = aPage();
  const changes: unknown[] = [];
  page.api.addHandler(ProviderEvents.ConfigurationChanged, (event) => void changes.push(event?.flagsChanged));
  relay.respond = () => Promise.reject(new TypeError('offline'));
  await page.api.setProviderAndWait(page.provider, ALICE);
  relay.respond = (request) => whoAmI(request);
  await page.provider.refresh();
  expect(details(page).reason).toBe('TARGETING_MATCH');
  expect(changes).toEqual([]);
});

it('keeps the answers of the last maxCachedContexts users, and no more', async () => {
  const users = Array.from({ length: 5 }, (_, index) => ({ targetingKey: `user-${index}` }));
  const { api, provider } = aPage({ maxCachedContexts: 3 });
  await api.setProviderAndWait(provider, { ...users[0] });
  for (const user of users.slice(1)) await api.setContext({ ...user });
  await provider.onClose();

  relay.respond = () => Promise.reject(new TypeError('offline'));
  const found: unknown[] = [];
  for (const user of users) {
    const page = aPage({ maxCachedContexts: 3 });
    await page.api.setProviderAndWait(page.provider, { ...user }).catch(() => undefined);
    found.push(details(page).value);
    await page.provider.onClose();
  }
  expect(found).toEqual(['default', 'default', 'user-2', 'user-3', 'user-4']);
});
