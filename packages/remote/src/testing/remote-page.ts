import { anApi } from '@goff-web/internal/an-api';
import type { OpenFeatureAPI, ProviderStatus } from '@openfeature/web-sdk';
import { GoFeatureFlagRemoteProvider, type GoFeatureFlagRemoteProviderOptions } from '../index.ts';
import { createScriptedRelay, type ScriptedRelay } from './scripted-relay.ts';

/** An application in remote mode for tests: OpenFeature's SDK, and the relay proxy that its providers ask. */
export interface RemotePage {
  readonly api: OpenFeatureAPI;
  readonly relay: ScriptedRelay;
  /** A provider that keeps everything in memory, and asks only when it is told to. */
  aProvider(options?: Partial<GoFeatureFlagRemoteProviderOptions>): GoFeatureFlagRemoteProvider;
  /** What the flag `who` answers: the user whom it was evaluated for. */
  who(): string;
  status(): ProviderStatus;
  /** Waits until the relay has seen so many requests: storage is asked first, in turns of its own. */
  untilSeen(count: number): Promise<void>;
  /** Closes every provider. */
  close(): Promise<void>;
}

/** Opens a page. */
export function openRemotePage(): RemotePage {
  const api = anApi();
  const relay = createScriptedRelay();
  const providers: GoFeatureFlagRemoteProvider[] = [];
  return {
    api,
    relay,
    aProvider(options = {}) {
      const provider = new GoFeatureFlagRemoteProvider({
        endpoint: 'http://relay.test/prefix/',
        fetch: relay.fetch,
        pollIntervalMs: 0,
        storage: 'memory',
        logLevel: 'off',
        ...options,
      });
      providers.push(provider);
      return provider;
    },
    who: () => api.getClient().getStringValue('who', 'default'),
    status: () => api.getClient().providerStatus,
    async untilSeen(count) {
      while (relay.seen.length < count) await aTurn();
    },
    async close() {
      await Promise.all(providers.map((provider) => provider.onClose()));
    },
  };
}

/** Lets everything go on that waits for nothing but its turn. */
export function aTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 0));
}
