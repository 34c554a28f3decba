import { GoFeatureFlagProvider } from '@goff-web/core';
import { OpenFeature } from '@openfeature/web-sdk';

await OpenFeature.setProviderAndWait(
  new GoFeatureFlagProvider({ endpoint: 'https://relay.example.com', apiKey: 'public-key' }),
  { targetingKey: 'd45e303a-38c2-11ed-a261-0242ac120002', email: 'john.doe@gofeatureflag.org' },
);
const admin = OpenFeature.getClient().getBooleanValue('flag-only-for-admin', false);
console.log(admin ? 'Welcome, administrator.' : 'Welcome.');
