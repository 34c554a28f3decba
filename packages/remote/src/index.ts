/**
 * GO Feature Flag for OpenFeature's web SDK, remote mode: the relay proxy evaluates, and nothing but the current user's answers reaches
 * the browser.
 *
 * @packageDocumentation
 */
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
export type { GoFeatureFlagRemoteProviderOptions } from './options.ts';
export { GoFeatureFlagRemoteProvider } from './provider.ts';
