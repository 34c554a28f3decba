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
  /** The relay proxy that the browser asks in in-process mode; without one it asks this application, in remote mode. */
  readonly relay: { readonly endpoint: string; readonly apiKey: string } | undefined;
}

/** Loaded in the browser only. */
async function createProvider({ bootstrap, relay }: Pick<FlagsProps, 'bootstrap' | 'relay'>): Promise<Provider> {
  if (relay === undefined) {
    const { GoFeatureFlagRemoteProvider } = await import('@goff-web/remote');
    return new GoFeatureFlagRemoteProvider({ endpoint: location.origin, bootstrap, changeStream: 'off' });
  }
  const { GoFeatureFlagProvider } = await import('@goff-web/core');
  return new GoFeatureFlagProvider({ ...relay, bootstrap });
}

/** Shows the flags that the server has evaluated, then live. */
export function Flags({ rendered, bootstrap, context, relay }: FlagsProps): ReactNode {
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
    void createProvider({ bootstrap, relay }).then((provider) => OpenFeature.setProvider(provider, context));
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
