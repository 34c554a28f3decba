import { ProviderStatus } from '@openfeature/web-sdk';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { aTurn, openRemotePage, type RemotePage } from './testing/remote-page.ts';
import { whoAmI } from './testing/scripted-relay.ts';

let page: RemotePage;

beforeEach(() => {
  page = openRemotePage();
});

afterEach(() => page.close());

describe('a second page', () => {
  function aStorage() {
    const entries = new Map<string, string>();
    return {
      entries,
      /** Answers are written behind the page's back. */
      async untilWritten(): Promise<void> {
        while (![...entries.keys()].some((name) => name.includes('/answers/of/'))) await aTurn();
      },
      get: (key: string) => entries.get(key),
      set: (key: string, value: string) => void entries.set(key, value),
      delete: (key: string) => void entries.delete(key),
    };
  }

  it('is ready from the device before any network, with the answers of this very context', async () => {
    const storage = aStorage();
    await page.api.setProviderAndWait(page.aProvider({ storage }), { targetingKey: 'alice' });
    await storage.untilWritten();
    page.relay.respond = undefined;
    await page.api.setProviderAndWait(page.aProvider({ storage }), { targetingKey: 'alice' });
    expect(page.api.getClient().getStringDetails('who', '')).toMatchObject({ value: 'alice', reason: 'CACHED' });
    await page.untilSeen(2);
    expect(page.relay.seen[1]?.headers.get('If-None-Match')).not.toBeNull();
  });

  it('waits for the network when another user comes', async () => {
    const storage = aStorage();
    await page.api.setProviderAndWait(page.aProvider({ storage }), { targetingKey: 'alice' });
    await storage.untilWritten();
    await page.api.setProviderAndWait(page.aProvider({ storage }), { targetingKey: 'bob' });
    expect(page.who()).toBe('bob');
  });

  it('uses the device only when the relay fails, where the network goes first', async () => {
    const storage = aStorage();
    await page.api.setProviderAndWait(page.aProvider({ storage }), { targetingKey: 'alice' });
    await storage.untilWritten();
    page.relay.respond = () => Promise.reject(new TypeError('offline'));
    await page.api.setProviderAndWait(page.aProvider({ storage, cacheMode: 'network-first' }), {
      targetingKey: 'alice',
    });
    expect(page.api.getClient().getStringDetails('who', '')).toMatchObject({ value: 'alice', reason: 'CACHED' });
  });

  it('finds nothing after forget, whatever is fetched later', async () => {
    const storage = aStorage();
    const provider = page.aProvider({ storage });
    await page.api.setProviderAndWait(provider, { targetingKey: 'alice' });
    await provider.forget();
    page.relay.respond = (request) => whoAmI(request, [{ key: 'new', value: 1 }]);
    await provider.refresh();
    expect([...storage.entries]).toEqual([]);
  });

  it('finds nothing where the first one was told to forget before the device had answered it', async () => {
    const { entries, get, set, ...storage } = aStorage();
    const slow = {
      ...storage,
      get: (key: string) => aTurn().then(() => get(key)),
      set: (key: string, value: string) => aTurn().then(() => set(key, value)),
    };
    const first = page.aProvider({ storage: slow });
    const started = page.api.setProviderAndWait(first, { targetingKey: 'alice' });
    await first.forget();
    await started;
    expect([...entries]).toEqual([]);
  });

  it('finds what another provider stored in the same place, when that one is not the one that forgets', async () => {
    const storage = aStorage();
    const other = { storage, endpoint: 'http://other.test' };
    await page.api.setProviderAndWait(page.aProvider(other), { targetingKey: 'alice' });
    await storage.untilWritten();
    const provider = page.aProvider({ storage });
    await page.api.setProviderAndWait(provider, { targetingKey: 'alice' });
    await provider.forget();
    page.relay.respond = undefined;
    await page.api.setProviderAndWait(page.aProvider(other), { targetingKey: 'alice' });
    expect(page.api.getClient().getStringDetails('who', '')).toMatchObject({ value: 'alice', reason: 'CACHED' });
  });

  it('and the same page too have forgotten who was here before', async () => {
    const provider = page.aProvider({ storage: aStorage() });
    await page.api.setProviderAndWait(provider, { targetingKey: 'alice' });
    await page.api.setContext({});
    await provider.forget();
    page.relay.respond = undefined;
    void page.api.setContext({ targetingKey: 'alice' });
    expect(page.who()).toBe('default');
  });

  it('finds nothing of a key that was refused meanwhile, while the first page goes on serving, stale', async () => {
    const storage = aStorage();
    const provider = page.aProvider({ storage, apiKey: 'revoked' });
    await page.api.setProviderAndWait(provider, { targetingKey: 'alice' });
    await storage.untilWritten();
    page.relay.respond = () => new Response('', { status: 401 });
    await provider.refresh();
    expect([page.status(), page.who()]).toEqual([ProviderStatus.STALE, 'alice']);
    await provider.onClose();
    expect([...storage.entries.keys()].filter((name) => name.includes('/answers/of/'))).toEqual([]);
  });

  it('stores nothing where caching is disabled', async () => {
    const storage = aStorage();
    await page.api.setProviderAndWait(page.aProvider({ storage, cacheMode: 'disabled' }), { targetingKey: 'alice' });
    expect([...storage.entries]).toEqual([]);
  });
});
