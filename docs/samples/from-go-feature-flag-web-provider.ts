import { GoFeatureFlagRemoteProvider } from '@goff-web/remote';
import { GoFeatureFlagWebProvider } from '@openfeature/go-feature-flag-web-provider';

const endpoint = 'https://relay.example.com';
const apiKey = 'public-key';
const logger = console;

// #region use
export const before: GoFeatureFlagWebProvider = new GoFeatureFlagWebProvider(
  { endpoint, apiKey, apiTimeout: 5_000, dataFlushInterval: 60_000 },
  logger,
);
export const after: GoFeatureFlagRemoteProvider = new GoFeatureFlagRemoteProvider({
  endpoint,
  apiKey,
  timeoutMs: 5_000,
  flushIntervalMs: 60_000,
  logger,
});
// #endregion use
