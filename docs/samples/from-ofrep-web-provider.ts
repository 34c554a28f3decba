import { GoFeatureFlagRemoteProvider } from '@goff-web/remote';
import { OFREPWebProvider } from '@openfeature/ofrep-web-provider';

// #region use
export const before: OFREPWebProvider = new OFREPWebProvider({
  baseUrl: 'https://relay.example.com',
  headers: [['X-API-Key', 'public-key']],
  pollInterval: 60_000,
});
export const after: GoFeatureFlagRemoteProvider = new GoFeatureFlagRemoteProvider({
  endpoint: 'https://relay.example.com',
  apiKey: 'public-key',
  pollIntervalMs: 60_000,
});
// #endregion use
