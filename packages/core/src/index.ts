/**
 * GO Feature Flag for OpenFeature's web SDK, in-process: flags are evaluated on the spot, in WebAssembly.
 *
 * @example
 * ```ts
 * import { OpenFeature } from '@openfeature/web-sdk';
 * import { GoFeatureFlagProvider } from '@goff-web/core';
 *
 * await OpenFeature.setProviderAndWait(
 *   new GoFeatureFlagProvider({ endpoint: 'https://relay.example.com', apiKey: 'public-key' }),
 *   { targetingKey: 'd45e303a-38c2-11ed-a261-0242ac120002' },
 * );
 * const admin = OpenFeature.getClient().getBooleanValue('flag-only-for-admin', false);
 * ```
 *
 * @packageDocumentation
 */
export type { EngineSource, FlagConfiguration } from '@goff-web/engine';
export {
  type ApplicationStorage,
  type CacheMode,
  type ChangeStreamMode,
  type EvaluationSnapshot,
  type ExporterMetadata,
  GoffError,
  type GoffErrorCode,
  isGoffError,
  type LogLevel,
  OptionError,
} from '@goff-web/internal';
export type { CommonOptions, GoFeatureFlagProviderOptions, RelayOptions, StandaloneOptions } from './options.ts';
export { GoFeatureFlagProvider } from './provider.ts';
