import { GoFeatureFlagProvider } from '@goff-web/core';
import { OpenFeature } from '@openfeature/web-sdk';
import type { Peer, Subject } from '../subject.ts';

/** What an application waits for, and calls: the provider behind OpenFeature's client. */
export const peer: Peer = {
  async load(configuration, wasm): Promise<Subject> {
    const provider = new GoFeatureFlagProvider({
      configuration: JSON.parse(configuration),
      wasm,
      // Without a relay proxy there is nobody to send to; the others record nothing either.
      disableDataCollection: true,
    });
    await OpenFeature.setProviderAndWait(provider);
    const client = OpenFeature.getClient();
    return {
      // The context is another one when this returns; what it promises are the events about it.
      use: (context) => void OpenFeature.setContext(context),
      evaluate: (flagKey) => client.getBooleanValue(flagKey, false),
    };
  },
};
