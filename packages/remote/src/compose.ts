import {
  completeMetadata,
  createEventCollector,
  createRelayClient,
  createUpdates,
  type EventCollector,
  isSharedStorage,
  type KeyValueStore,
  Lifecycle,
  openStorage,
  type Platform,
  type ProviderSignal,
  readRefusal,
  storagePrefix,
  tabGroupName,
} from '@goff-web/internal';
import { createRecentAnswers } from './answers/recent-answers.ts';
import { type AnswersCache, createAnswersCache } from './cache/answers-cache.ts';
import { createRemoteFlags } from './create-remote-flags.ts';
import type { ResolvedOptions } from './options.ts';
import type { RemoteFlags } from './remote-flags.ts';

/** All parts of a provider, put together. */
export interface RemoteParts {
  readonly flags: RemoteFlags;
  readonly collector: EventCollector;
  /** Replaces the API key: what the old one brought is deleted from this device, and the relay proxy is asked with the new one. */
  setApiKey(apiKey: string | undefined): Promise<void>;
  /** Deletes everything that was stored for this relay proxy and key, and stores nothing more until the next start; nor do other tabs. */
  forget(): Promise<void>;
  /** Lets things be stored again. */
  reopenStorage(): void;
  /** Waits for what is being written, and lets go of the store. */
  closeStorage(): Promise<void>;
}

/** The one place that knows all parts. `tell` passes an event on to the SDK. */
export function compose(
  options: ResolvedOptions,
  platform: Platform,
  tell: (signal: ProviderSignal) => void,
): RemoteParts {
  const { clock } = platform;
  const { endpoint } = options;
  const lifecycle = new Lifecycle(options.logger, tell);
  const stores = options.cacheMode !== 'disabled';
  const store: KeyValueStore = openStorage(options.storage, platform, options.onStorageFault);
  let apiKey = options.apiKey;
  let cache: AnswersCache | undefined;

  const identity = () => ({ endpoint, apiKey, flagList: options.flagList });

  function openCache(): void {
    const limits = { maxContexts: options.maxCachedContexts, maxAgeMs: options.cacheMaxAgeMs };
    cache = stores ? createAnswersCache(store, identity(), limits, () => clock.now()) : undefined;
  }

  const requests = { ...options, apiKey: () => apiKey };
  const client = createRelayClient({ ...requests, readRefusal }, platform);
  const collectorEndpoint = options.dataCollectorEndpoint ?? endpoint;
  const collector = createEventCollector(
    {
      ...requests,
      endpoint: collectorEndpoint,
      source: 'PROVIDER_CACHE',
      evidenceOf: (flagKey) => flags.evidenceOf(flagKey),
      async forgetRest() {
        const old = cache;
        cache = undefined;
        flags.forget();
        // What is being written just now must not come after the deletion.
        await old?.idle();
        await store.deleteAll(storagePrefix(endpoint, apiKey));
      },
    },
    platform,
  );
  const flags = createRemoteFlags({
    lifecycle,
    later: (callback, delayMs) => clock.schedule(callback, delayMs),
    logger: options.logger,
    recent: createRecentAnswers(options.maxCachedContexts),
    bootstrap: options.bootstrap,
    cacheMode: options.cacheMode,
    flagList: options.flagList,
    now: () => clock.now(),
    cache: () => cache,
    metadata: completeMetadata(options.exporterMetadata),
    onApplied: () => collector.forgetWindow(),
    evaluate: async (context, entityTag, signal) => {
      const answer = await client.post({ path: 'ofrep/v1/evaluate/flags', json: { context }, entityTag, signal });
      if (endpoint === collectorEndpoint) collector.note(answer);
      return answer;
    },
    createUpdates: (attempt) =>
      createUpdates({
        attempt,
        serving: () => lifecycle.state.serving,
        endpoint,
        apiKey: () => apiKey,
        groupName: () => tabGroupName({ mode: 'remote', ...identity() }),
        keeps: stores && isSharedStorage(options.storage, platform),
        onStream: endpoint === collectorEndpoint ? (state) => collector.noteStream(state) : undefined,
        settings: options,
        platform,
      }),
  });
  openCache();

  return {
    flags,
    collector,
    async setApiKey(next) {
      if (next === apiKey) return;
      const old = cache;
      apiKey = next;
      collector.rekey();
      if (cache !== undefined) openCache();
      await Promise.all([old?.drop(), flags.renew()]);
    },
    forget: () => collector.forget(),
    reopenStorage: openCache,
    async closeStorage() {
      await cache?.idle();
      store.close();
    },
  };
}
