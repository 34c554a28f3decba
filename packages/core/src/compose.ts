import { engineDigest } from '@goff-web/engine/source';
import {
  type Clock,
  type ContextLike,
  completeMetadata,
  createDeferred,
  createEventCollector,
  createRelayClient,
  createUpdates,
  type EventCollector,
  enrichContext,
  isSharedStorage,
  openStorage,
  type Platform,
  type ProviderSignal,
  type RelayClient,
  tabGroupName,
} from '@goff-web/internal';
import { type CacheIdentity, ConfigurationCache } from './cache/configuration-cache.ts';
import { createRelaySource } from './configuration/configuration-source.ts';
import { createEngineLoader, type EngineShelf, type LoadEngine } from './evaluation/engine-loader.ts';
import { loadEvaluation } from './evaluation/load-evaluation.ts';
import { HEAD_START_MS, InProcessMode } from './in-process-mode.ts';
import type { ResolvedOptions } from './options.ts';

/** In-process mode, and what can be done to it besides evaluating. */
export interface Composition {
  readonly mode: InProcessMode;
  /** `undefined` where there is no relay proxy to send events to. */
  readonly collector: EventCollector | undefined;
  /** Starts in-process mode and the collecting of events; settles as the former does. */
  start(context: ContextLike | undefined): Promise<void>;
  /** Goes over to another key, or to none. */
  setApiKey(apiKey: string | undefined): Promise<void>;
  /** Deletes what is stored on this device, and stores nothing more; nor do other tabs. */
  forget(): Promise<void>;
}

/** A start that takes so long has other troubles than one more file, and its events shall not go out one by one. */
const LATEST_COURIER_MS = 500;

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
  const openCache = (): ConfigurationCache => {
    const store = openStorage(options.storage, platform, options.onStorageFault);
    return new ConfigurationCache(store, platform.clock, options.cacheMaxAgeMs, identity());
  };
  const cache = endpoint === undefined || options.cacheMode === 'disabled' ? undefined : openCache();
  const requests = (base: string) => ({ ...options, endpoint: base, apiKey: () => apiKey });
  const firstStart = createDeferred();
  const collectorEndpoint = options.dataCollectorEndpoint ?? endpoint;
  const collector =
    collectorEndpoint === undefined
      ? undefined
      : createEventCollector(
          {
            ...requests(collectorEndpoint),
            source: 'INPROCESS',
            evidenceOf: (flagKey) => mode.evidenceOf(flagKey),
            async forgetRest() {
              // Earlier visits may have kept what this one does not.
              const kept = cache ?? openCache();
              await kept.forget();
              if (cache === undefined) await kept.close();
            },
          },
          {
            ...platform,
            // Not before a page has its flags, or knows that there are none, or waits too long for them.
            loadCourier: (storage) => firstStart.promise.then(() => platform.loadCourier(storage)),
          },
        );
  const relay = (base: string): RelayClient => {
    const client = createRelayClient(
      { ...requests(base), readRefusal: async (...refused) => (await loadEvaluation()).readRefusal(...refused) },
      platform,
    );
    return {
      async post(request) {
        const answer = await client.post(request);
        if (base === collectorEndpoint) collector?.note(answer);
        return answer;
      },
    };
  };
  // Nothing can be evaluated without it, wherever the configuration comes from.
  void loadEvaluation().catch(() => undefined);
  const metadata = completeMetadata(options.exporterMetadata);
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
        onStream: endpoint === collectorEndpoint ? (state) => collector?.noteStream(state) : undefined,
        settings: options,
        platform,
      }),
    loadEngine: createEngineLoader(
      loadEngine,
      options.wasm,
      options.storage === 'memory'
        ? undefined
        : createEngineShelf(cache, platform.clock, typeof options.storage === 'object', firstStart.promise),
    ),
    loadEvaluation,
    clock: platform.clock,
    page: platform.page,
    enrich: (context) => enrichContext(context, metadata),
    onApplied: () => collector?.forgetWindow(),
    logger,
    signal,
  });
  return {
    mode,
    collector,
    start(context) {
      collector?.start();
      const cancel = platform.clock.schedule(firstStart.resolve, LATEST_COURIER_MS);
      return mode.start(context).finally(() => {
        cancel();
        // Once those who waited for the start have gone on.
        platform.clock.schedule(firstStart.resolve, 0);
      });
    },
    async setApiKey(next) {
      apiKey = next;
      collector?.rekey();
      await Promise.all([cache?.rekey(identity()), mode.restart()]);
    },
    async forget() {
      await collector?.forget();
    },
  };
}

/** Where the engine is fetched, its bytes are kept beside the configuration: without them, a stored configuration would wait for a network. */
function createEngineShelf(
  cache: ConfigurationCache | undefined,
  clock: Clock,
  isText: boolean,
  idle: Promise<void>,
): EngineShelf | undefined {
  if (cache === undefined || engineDigest === undefined) return undefined;
  const digest = engineDigest;
  return {
    idle,
    async read() {
      const kept = await cache.readEngine(digest);
      return kept === undefined ? undefined : (await loadEvaluation()).engineFromStore(kept);
    },
    patience: () => new Promise((resolve) => clock.schedule(() => resolve(undefined), HEAD_START_MS)),
    async save(bytes) {
      await cache.saveEngine(digest, isText ? (await loadEvaluation()).engineToText(bytes) : bytes);
    },
  };
}
