'use client';

import type { EvaluationSnapshot } from '@goff-web/core/edge';
import { type EvaluationContext, OpenFeature, type Provider, ProviderEvents } from '@openfeature/web-sdk';
import { type ReactNode, useEffect, useState } from 'react';

/** What the page shows. */
interface Shown {
  readonly headline: string;
  readonly isFast: boolean;
}

interface FlagsProps {
  /** What the server has rendered. */
  readonly rendered: Shown;
  readonly bootstrap: EvaluationSnapshot;
  readonly context: EvaluationContext;
  /** Remote: the browser asks this application for answers, and not the relay proxy for rules. */
  readonly mode: 'in-process' | 'remote';
  readonly relay: { readonly endpoint: string; readonly apiKey: string };
}

/** Loaded in the browser only. */
async function createProvider({ mode, bootstrap, relay }: FlagsProps): Promise<Provider> {
  // What the server has recorded while it rendered, the page need not record again.
  const options = { ...relay, bootstrap, exposureWindowMs: 60_000 };
  if (mode === 'remote') {
    const { GoFeatureFlagRemoteProvider } = await import('@goff-web/remote');
    return new GoFeatureFlagRemoteProvider({
      ...options,
      // This application answers; it has no change stream, and events go to the relay proxy.
      endpoint: location.origin,
      changeStream: 'off',
      dataCollectorEndpoint: relay.endpoint,
    });
  }
  const { GoFeatureFlagProvider } = await import('@goff-web/core');
  return new GoFeatureFlagProvider(options);
}

/** Shows the flags that the server has evaluated, then live. */
export function Flags(props: FlagsProps): ReactNode {
  const { rendered, context } = props;
  const [shown, setShown] = useState(rendered);
  const [status, setStatus] = useState('rendered');

  // biome-ignore lint/correctness/useExhaustiveDependencies: a page has one provider; what the server handed over does not change
  useEffect(() => {
    const client = OpenFeature.getClient();
    const show = (): void => {
      setShown({
        headline: client.getStringValue('headline', 'Welcome'),
        isFast: client.getBooleanValue('fast-checkout', false),
      });
      setStatus(client.providerStatus);
    };
    client.addHandler(ProviderEvents.Ready, show);
    client.addHandler(ProviderEvents.ConfigurationChanged, show);
    void createProvider(props).then((provider) => OpenFeature.setProvider(provider, context));
    return () => {
      client.removeHandler(ProviderEvents.Ready, show);
      client.removeHandler(ProviderEvents.ConfigurationChanged, show);
    };
  }, []);

  return (
    <main data-status={status}>
      <h1 data-flag="headline">{shown.headline}</h1>
      <p>
        Checkout: <output data-flag="fast-checkout">{shown.isFast ? 'fast' : 'usual'}</output>
      </p>
    </main>
  );
}
