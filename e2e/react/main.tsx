// A small React application over the published entry points, which does what a test tells it.
import { GoFeatureFlagRemoteProvider } from '@goff-web/remote';
import { OpenFeature } from '@openfeature/react-sdk';
import { createRoot } from 'react-dom/client';
import './react-page.ts';
import { rendered, Shop } from './shop.tsx';

let provider: GoFeatureFlagRemoteProvider | undefined;

globalThis.reactPage = {
  rendered,
  start(user, { endpoint, suspend, bootstrap }) {
    provider = new GoFeatureFlagRemoteProvider({
      endpoint,
      bootstrap,
      pollIntervalMs: 0,
      changeStream: 'off',
      storage: 'memory',
      disableDataCollection: true,
      logLevel: 'off',
    });
    OpenFeature.setProvider(provider, { targetingKey: user });
    const root = document.getElementById('root');
    if (root !== null) createRoot(root).render(<Shop suspend={suspend} />);
  },
  setUser: (user) => OpenFeature.setContext({ targetingKey: user }),
  refresh: async () => provider?.refresh(),
  snapshot: () => provider?.snapshot(),
};
