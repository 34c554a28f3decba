// A page that does what a test tells it, over the published entry points.
import { GoFeatureFlagProvider } from '@goff-web/core';
import { GoFeatureFlagRemoteProvider } from '@goff-web/remote';
import { type EvaluationContext, OpenFeature, ProviderEvents } from '@openfeature/web-sdk';
import type { PageFlags } from './page-flags.ts';

declare global {
  var flags: PageFlags;
}

const changes: string[][] = [];
const logged: string[] = [];
const log = (...said: readonly unknown[]): void => void logged.push(said.map(String).join(' '));
let provider: GoFeatureFlagProvider | GoFeatureFlagRemoteProvider | undefined;
let isRestored = false;

addEventListener('pageshow', (event) => {
  isRestored ||= event.persisted;
});
OpenFeature.addHandler(ProviderEvents.ConfigurationChanged, (details) => {
  if (Array.isArray(details?.flagsChanged)) changes.push(details.flagsChanged);
});

globalThis.flags = {
  changes,
  logged,
  get isRestored() {
    return isRestored;
  },
  async start(mode, options) {
    const all = { ...options, logger: { error: log, warn: log, info: log, debug: log }, logLevel: 'debug' } as const;
    provider = mode === 'core' ? new GoFeatureFlagProvider(all) : new GoFeatureFlagRemoteProvider(all);
    // A failure shows in the status.
    await OpenFeature.setProviderAndWait(provider, { targetingKey: 'ada' }).catch(log);
    return OpenFeature.getClient().providerStatus;
  },
  value: (flagKey) => OpenFeature.getClient().getStringValue(flagKey, 'default'),
  status: () => OpenFeature.getClient().providerStatus,
  refresh: async () => provider?.refresh(),
  setApiKey: async (apiKey) => provider?.setApiKey(apiKey),
  setContext: (context) => OpenFeature.setContext(context as EvaluationContext),
  forget: async () => provider?.forget(),
  stop: () => OpenFeature.clearProviders(),
};
