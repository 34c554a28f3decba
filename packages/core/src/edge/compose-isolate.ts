import { loadEngine } from '@goff-web/engine';
import {
  type ContextLike,
  completeMetadata,
  createRelayClient,
  createSendBatch,
  enrichContext,
  readRefusal,
  storageKey,
  storagePrefix,
} from '@goff-web/internal';
import type { Logger } from '@openfeature/web-sdk';
import { createRelaySource } from '../configuration/configuration-source.ts';
import { createEngineLoader } from '../evaluation/engine-loader.ts';
import type { ResolvedEdgeOptions } from './edge-options.ts';
import { edgePlatform, platformCache } from './edge-platform.ts';
import { createIsolateCache, type IsolateCache } from './isolate-cache.ts';
import { IsolateConfiguration } from './isolate-configuration.ts';
import { IsolateEvaluator } from './isolate-evaluator.ts';
import { IsolateEvents } from './isolate-events.ts';

/** Everything that the requests of an isolate share. */
export interface Isolate {
  readonly configuration: Pick<IsolateConfiguration, 'close' | 'evaluator' | 'prepare' | 'problem'>;
  /** `undefined` where nothing may be collected, or there is nowhere to send it. */
  readonly events: IsolateEvents | undefined;
  /** Adds to a context what every provider adds. */
  readonly enrich: (context: ContextLike) => ContextLike;
  readonly logger: Logger;
}

/** Puts the parts of an isolate together. Starts nothing: the first request does. */
export function composeIsolate(options: ResolvedEdgeOptions): Isolate {
  const { apiKey, endpoint, flagList, logger } = options;
  const requests = { ...options, apiKey: () => apiKey };
  const metadata = completeMetadata(options.exporterMetadata);
  const collectorEndpoint = options.dataCollectorEndpoint ?? endpoint;
  const events =
    collectorEndpoint === undefined || options.disableDataCollection
      ? undefined
      : new IsolateEvents({
          ...options,
          metadata,
          clock: edgePlatform.clock,
          random: edgePlatform.random,
          send: createSendBatch({ ...requests, endpoint: collectorEndpoint }, edgePlatform),
        });
  const loadModule = createEngineLoader(loadEngine, options.wasm);
  let cache: IsolateCache | undefined;

  function openCache(base: string): IsolateCache | undefined {
    const shared = options.cache ?? platformCache();
    if (shared === undefined || shared === 'off') return undefined;
    const url = `${base}/${storageKey(storagePrefix(base, apiKey), 'configuration', [flagList])}`;
    cache ??= createIsolateCache({
      cache: shared,
      url,
      maxAgeMs: options.cacheMaxAgeMs,
      clock: edgePlatform.clock,
      logger,
    });
    return cache;
  }

  const configuration = new IsolateConfiguration({
    onApplied: () => events?.forgetWindow(),
    source:
      endpoint === undefined
        ? undefined
        : createRelaySource(
            createRelayClient(
              { ...requests, endpoint, readRefusal, bodyLimitBytes: options.maxConfigurationBytes },
              edgePlatform,
            ),
            flagList,
          ),
    given: options.configuration,
    cache: () => (endpoint === undefined ? undefined : openCache(endpoint)),
    async loadEvaluator() {
      const module = await loadModule();
      const onFault = (fault: Error): void => logger.error('The engine failed and was replaced.', fault);
      return new IsolateEvaluator(module.createEvaluator({ now: () => edgePlatform.clock.now(), onFault }));
    },
    pollIntervalMs: options.pollIntervalMs,
    startTimeoutMs: options.startTimeoutMs,
    timeoutMs: options.timeoutMs,
    clock: edgePlatform.clock,
    random: edgePlatform.random,
    logger,
  });
  return { configuration, events, enrich: (context) => enrichContext(context, metadata), logger };
}
