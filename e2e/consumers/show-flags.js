import { GoFeatureFlagProvider } from '@goff-web/core';
import { GoFeatureFlagRemoteProvider } from '@goff-web/remote';
import { OpenFeature } from '@openfeature/web-sdk';

/** The application: asks both modes for one flag, and shows the answers in its title. */
export async function showFlags(options) {
  const endpoint = new URLSearchParams(location.search).get('relay');
  const providers = {
    'in-process': new GoFeatureFlagProvider({ endpoint, logLevel: 'off', ...options }),
    remote: new GoFeatureFlagRemoteProvider({ endpoint, logLevel: 'off' }),
  };
  const shown = {};
  for (const [mode, provider] of Object.entries(providers)) {
    let error;
    try {
      await OpenFeature.setProviderAndWait(mode, provider, { targetingKey: 'ada', admin: true });
    } catch (cause) {
      error = cause.message;
    }
    const client = OpenFeature.getClient(mode);
    const { value, reason } = client.getBooleanDetails('flag-only-for-admin', false);
    shown[mode] = { status: client.providerStatus, value, reason, error };
  }
  document.title = JSON.stringify(shown);
}
