// Beside a classic script tag: `goff.js` leaves a global.
const { OpenFeature, GoFeatureFlagProvider, GoFeatureFlagRemoteProvider, ProviderEvents } = GoFeatureFlag;

export function start(): void {
  OpenFeature.setProvider(new GoFeatureFlagProvider({ endpoint: 'https://relay.example.com' }), {
    targetingKey: 'ada',
  });
  OpenFeature.setProvider('remote', new GoFeatureFlagRemoteProvider({ endpoint: 'https://relay.example.com' }));
  OpenFeature.getClient().addHandler(ProviderEvents.Ready, () => undefined);
}
