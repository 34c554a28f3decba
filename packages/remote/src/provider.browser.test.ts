import { storagePrefix } from '@goff-web/internal';
import { anApi } from '@goff-web/internal/an-api';
import type { OpenFeatureAPI } from '@openfeature/web-sdk';
import { beforeEach, expect, it } from 'vitest';
import { GoFeatureFlagRemoteProvider } from './index.ts';
import { createScriptedRelay, type ScriptedRelay, whoAmI } from './testing/scripted-relay.ts';

let api: OpenFeatureAPI;
let relay: ScriptedRelay;

beforeEach(() => {
  api = anApi();
  relay = createScriptedRelay();
  return () => api.close();
});

/** What lies under names that begin with `prefix`, in every store of every database of this origin, as text. Other suites store there, too. */
async function everythingStored(prefix = ''): Promise<string> {
  const found: unknown[] = [];
  for (const { name = '' } of await indexedDB.databases()) {
    const database = await settled(indexedDB.open(name));
    for (const storeName of database.objectStoreNames) {
      const store = database.transaction(storeName).objectStore(storeName);
      const [keys, values] = await Promise.all([settled(store.getAllKeys()), settled(store.getAll())]);
      for (const [index, key] of keys.entries())
        if (typeof key === 'string' && key.startsWith(prefix)) found.push(key, values[index]);
    }
    database.close();
  }
  return JSON.stringify(found);
}

function settled<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error ?? new Error('IndexedDB failed'));
  });
}

it('starts again from IndexedDB before any network, for this very context only, and forgets on demand', async () => {
  const endpoint = 'https://forgetful.test';
  const alice = { targetingKey: 'alice@example.com' };
  const first = new GoFeatureFlagRemoteProvider({ endpoint, apiKey: 'browser-key', fetch: relay.fetch });
  await api.setProviderAndWait(first, alice);
  await first.onClose();
  expect(await everythingStored(storagePrefix(endpoint, 'browser-key'))).toContain('TARGETING_MATCH');
  expect(await everythingStored()).not.toContain('browser-key');

  relay.respond = undefined;
  const second = new GoFeatureFlagRemoteProvider({ endpoint, apiKey: 'browser-key', fetch: relay.fetch });
  await api.setProviderAndWait(second, alice);
  expect(api.getClient().getStringDetails('who', '')).toMatchObject({ value: alice.targetingKey, reason: 'CACHED' });

  relay.respond = (request) => whoAmI(request);
  await api.setContext({ targetingKey: 'bob' });
  expect(api.getClient().getStringValue('who', '')).toBe('bob');

  await second.forget();
  expect(await everythingStored(storagePrefix(endpoint, 'browser-key'))).toBe('[]');
});

it('computes the validator that a page of another origin cannot read', async () => {
  relay.respond = (request) => {
    const response = whoAmI(request);
    // What CORS leaves of the headers.
    return new Response(response.body, { status: response.status, headers: { 'Content-Type': 'application/json' } });
  };
  const provider = new GoFeatureFlagRemoteProvider({
    endpoint: 'https://relay.test',
    fetch: relay.fetch,
    storage: 'memory',
  });
  await api.setProviderAndWait(provider, { targetingKey: 'u' });
  await provider.refresh();
  expect(relay.seen[1]?.headers.get('If-None-Match')).toMatch(/^"\d+-[0-9a-f]{40}"$/);
});
