/**
 * GO Feature Flag for script tags: OpenFeature's web SDK and the providers of both modes. `goff.js` puts what is exported here into the global
 * `GoFeatureFlag`, `goff.mjs` exports it.
 *
 * @example
 * ```html
 * <script src="https://cdn.example.com/@goff-web/cdn@1.2.3/goff.js" integrity="sha384-…" crossorigin="anonymous"></script>
 * <script>
 *   const { OpenFeature, GoFeatureFlagProvider } = GoFeatureFlag;
 *   OpenFeature.setProvider(new GoFeatureFlagProvider({ endpoint: 'https://relay.example.com' }), { targetingKey: 'user-1' });
 * </script>
 * ```
 *
 * @packageDocumentation
 */
export {
  type ApplicationStorage,
  type CacheMode,
  type ChangeStreamMode,
  type CommonOptions,
  type EngineSource,
  type EvaluationSnapshot,
  type ExporterMetadata,
  type FlagConfiguration,
  GoFeatureFlagProvider,
  type GoFeatureFlagProviderOptions,
  GoffError,
  type GoffErrorCode,
  isGoffError,
  type LogLevel,
  OptionError,
  type RelayOptions,
  type StandaloneOptions,
} from '@goff-web/core';
export {
  GoFeatureFlagRemoteProvider,
  type GoFeatureFlagRemoteProviderOptions,
} from '@goff-web/remote';
export { OpenFeature, ProviderEvents, ProviderStatus } from '@openfeature/web-sdk';
