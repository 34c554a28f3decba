import { GoFeatureFlagRemoteProvider } from '@goff-web/remote';
import { OpenFeature } from '@openfeature/web-sdk';

await OpenFeature.setProviderAndWait(new GoFeatureFlagRemoteProvider({ endpoint: 'https://relay.example.com' }), {
  targetingKey: 'd45e303a-38c2-11ed-a261-0242ac120002',
});
const layout = OpenFeature.getClient().getStringValue('layout', 'list');
console.log(`The layout is ${layout}.`);
