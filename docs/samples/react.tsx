import { GoFeatureFlagProvider } from '@goff-web/core';
import { OpenFeature, OpenFeatureProvider, useBooleanFlagValue } from '@openfeature/react-sdk';
import type { ReactNode } from 'react';

OpenFeature.setProvider(new GoFeatureFlagProvider({ endpoint: 'https://relay.example.com' }), {
  targetingKey: 'd45e303a-38c2-11ed-a261-0242ac120002',
});

function Greeting(): ReactNode {
  const isAdmin = useBooleanFlagValue('flag-only-for-admin', false);
  return <p>{isAdmin ? 'Welcome, administrator.' : 'Welcome.'}</p>;
}

export function App(): ReactNode {
  return (
    <OpenFeatureProvider>
      <Greeting />
    </OpenFeatureProvider>
  );
}
