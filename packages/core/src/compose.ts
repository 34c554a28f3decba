import {
  createRelayClient,
  createUpdates,
  isSharedStorage,
  openStorage,
  type Platform,
  type ProviderSignal,
  tabGroupName,
} from '@goff-web/internal';
import { type CacheIdentity, ConfigurationCache } from './cache/configuration-cache.ts';
import { createRelaySource } from './configuration/configuration-source.ts';
import { createEngineLoader, type LoadEngine } from './evaluation/engine-loader.ts';
import { InProcessMode } from './in-process-mode.ts';
import type { ResolvedOptions } from './options.ts';

/** In-process mode, and what can be done to it besides evaluating. */
export interface Composition {
  readonly mode: InProcessMode;
  /** Goes over to another key, or to none. */
  setApiKey(apiKey: string | undefined): Promise<void>;
  /** Deletes what is stored on this device, and stores nothing more. */
  forget(): Promise<void>;
}

/** Puts the parts together. The one place that knows all of them. */
export function compose(
  options: ResolvedOptions,
  platform: Platform,
  loadEngine: LoadEngine,
  signal: (signal: ProviderSignal) => void,
): Composition {
  const { endpoint, flagList, logger } = options;
  let { apiKey } = options;
  const identity = (): CacheIdentity => ({ endpoint: endpoint ?? '', apiKey, flagList });
  const cache =
    endpoint === undefined || options.cacheMode === 'disabled'
      ? undefined
      : new ConfigurationCache(
          openStorage(options.storage, platform, logger),
          platform.clock,
          options.cacheMaxAgeMs,
          identity(),
        );
  const relay = (base: string) =>
    createRelayClient(
      {
        endpoint: base,
        headers: options.headers,
        timeoutMs: options.timeoutMs,
        apiKey: () => apiKey,
        fetch: options.fetch,
      },
      platform,
    );
  const mode = new InProcessMode({
    source: endpoint === undefined ? undefined : createRelaySource(relay(endpoint), flagList),
    given: options.configuration,
    bootstrap: options.bootstrap,
    cache,
    restoreFirst: options.configuration !== undefined || options.cacheMode === 'local-cache-first',
    createUpdates: (attempt, serving) =>
      createUpdates({
        attempt,
        serving,
        endpoint,
        apiKey: () => apiKey,
        groupName: () => tabGroupName({ mode: 'in-process', ...identity() }),
        keeps: cache !== undefined && isSharedStorage(options.storage, platform),
        settings: options,
        platform,
      }),
    loadEngine: createEngineLoader(loadEngine, options.wasm),
    clock: platform.clock,
    page: platform.page,
    logger,
    signal,
  });
  return {
    mode,
    async setApiKey(next) {
      apiKey = next;
      await Promise.all([cache?.rekey(identity()), mode.restart()]);
    },
    async forget() {
      await cache?.forget();
    },
  };
}
