import { loadEngine } from '@goff-web/engine';
import { createRelayClient, storageKey, storagePrefix } from '@goff-web/internal';
import { createRelaySource } from '../configuration/configuration-source.ts';
import { createEngineLoader } from '../evaluation/engine-loader.ts';
import type { ResolvedEdgeOptions } from './edge-options.ts';
import { edgePlatform, platformCache } from './edge-platform.ts';
import { createIsolateCache, type IsolateCache } from './isolate-cache.ts';
import { IsolateConfiguration } from './isolate-configuration.ts';
import { IsolateEvaluator } from './isolate-evaluator.ts';

/** Puts the parts of an isolate together. Starts nothing: the first request does. */
export function composeIsolate(options: ResolvedEdgeOptions): IsolateConfiguration {
  const { apiKey, endpoint, flagList, logger } = options;
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

  return new IsolateConfiguration({
    source:
      endpoint === undefined
        ? undefined
        : createRelaySource(
            createRelayClient(
              {
                endpoint,
                headers: options.headers,
                timeoutMs: options.timeoutMs,
                apiKey: () => apiKey,
                fetch: options.fetch,
                bodyLimitBytes: options.maxConfigurationBytes,
              },
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
}
