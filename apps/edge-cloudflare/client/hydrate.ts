// Goes on with the page that the worker rendered: from its very values, then live.
import { type EvaluationSnapshot, GoFeatureFlagProvider } from '@goff-web/core';
import { GoFeatureFlagRemoteProvider } from '@goff-web/remote';
import { type EvaluationContext, OpenFeature, ProviderEvents } from '@openfeature/web-sdk';

/** What the worker hands over; see `renderPage`. */
interface Start {
  readonly mode: 'in-process' | 'remote';
  readonly context: EvaluationContext;
  readonly bootstrap: EvaluationSnapshot;
  readonly relay: { readonly endpoint: string; readonly apiKey: string };
}

const { mode, context, bootstrap, relay }: Start = JSON.parse(document.querySelector('#start')?.textContent ?? '');

// What the worker has recorded while it rendered, the page need not record again.
const options = { ...relay, bootstrap, exposureWindowMs: 60_000 };
const provider =
  mode === 'remote'
    ? new GoFeatureFlagRemoteProvider({
        ...options,
        // The worker answers; it has no change stream, and events go to the relay proxy.
        endpoint: location.origin,
        changeStream: 'off',
        dataCollectorEndpoint: relay.endpoint,
      })
    : new GoFeatureFlagProvider(options);

const client = OpenFeature.getClient();

/** Writes a value where its flag is shown. */
function show(flagKey: string, value: string): void {
  const place = document.querySelector(`[data-flag="${flagKey}"]`);
  if (place !== null && place.textContent !== value) place.textContent = value;
}

function render(): void {
  show('headline', client.getStringValue('headline', 'Welcome'));
  show('fast-checkout', client.getBooleanValue('fast-checkout', false) ? 'fast' : 'usual');
  document.documentElement.dataset['status'] = client.providerStatus;
}

OpenFeature.setProvider(provider, context);
render();
client.addHandler(ProviderEvents.Ready, render);
client.addHandler(ProviderEvents.ConfigurationChanged, render);
