import { OpenFeature, ProviderEvents } from '@openfeature/web-sdk';

/** Calls `render` whenever the flag may answer differently: another user, another configuration, a rollout's next step. */
export function follow(flagKey: string, render: (isOn: boolean) => void): void {
  const client = OpenFeature.getClient();
  const show = (): void => render(client.getBooleanValue(flagKey, false));
  client.addHandler(ProviderEvents.Ready, show);
  client.addHandler(ProviderEvents.ContextChanged, show);
  client.addHandler(ProviderEvents.ConfigurationChanged, (details) => {
    if (details?.flagsChanged?.includes(flagKey) ?? true) show();
  });
}
