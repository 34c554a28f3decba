import type { GoFeatureFlagProviderOptions } from '@goff-web/core';
import { GoFeatureFlagRemoteProvider } from '@goff-web/remote';
import { OpenFeature, type Provider } from '@openfeature/web-sdk';

/** Asks both modes for one flag, and shows the answers in the page's title. The page's language names the relay proxy. */
export async function showBothModes(InProcess: new (options: GoFeatureFlagProviderOptions) => Provider): Promise<void> {
  const options = {
    endpoint: document.documentElement.lang,
    pollIntervalMs: 1_000,
    flushIntervalMs: 1_000,
    logLevel: 'off',
  } as const;
  const providers = { 'in-process': new InProcess(options), remote: new GoFeatureFlagRemoteProvider(options) };
  const shown: Record<string, object> = {};
  for (const [mode, provider] of Object.entries(providers)) {
    await OpenFeature.setProviderAndWait(mode, provider, { targetingKey: 'ada', admin: true }).catch(() => undefined);
    const client = OpenFeature.getClient(mode);
    const { reason, value } = client.getBooleanDetails('flag-only-for-admin', false);
    shown[mode] = { status: client.providerStatus, value, reason };
  }
  document.title = JSON.stringify(shown);
}
