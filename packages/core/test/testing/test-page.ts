import { anApi } from '@goff-web/internal/an-api';
import { type Client, type OpenFeatureAPI, ProviderEvents, type ProviderStatus } from '@openfeature/web-sdk';
import { GoFeatureFlagProvider, type GoFeatureFlagProviderOptions } from '../../src/index.ts';

/** An application of its own: OpenFeature's SDK, a client, and what they have been told. */
export interface TestPage {
  readonly api: OpenFeatureAPI;
  readonly client: Client;
  /** Events of the provider so far, in order; a change of the configuration as the list of its flags. */
  readonly told: readonly unknown[];
  /** Resolves at the next event of that kind. */
  next(event: ProviderEvents): Promise<void>;
  status(): ProviderStatus;
  close(): Promise<void>;
}

const EVENTS = [ProviderEvents.Ready, ProviderEvents.Stale, ProviderEvents.Error, ProviderEvents.ConfigurationChanged];

/** Opens a page. */
export function openPage(): TestPage {
  const api = anApi();
  const client = api.getClient();
  const told: unknown[] = [];
  const waiting = new Map<ProviderEvents, () => void>();
  for (const event of EVENTS) {
    client.addHandler(event, (details) => {
      told.push(event === ProviderEvents.ConfigurationChanged ? details?.flagsChanged : event);
      waiting.get(event)?.();
      waiting.delete(event);
    });
  }
  return {
    api,
    client,
    told,
    next: (event) => new Promise((resolve) => waiting.set(event, resolve)),
    status: () => client.providerStatus,
    close: () => api.close(),
  };
}

/** A provider that polls as often as it may, without a change stream, and logs nothing. */
export function quietProvider(
  options: Partial<GoFeatureFlagProviderOptions> & { endpoint: string },
): GoFeatureFlagProvider {
  return new GoFeatureFlagProvider({ pollIntervalMs: 1_000, changeStream: 'off', logLevel: 'off', ...options });
}
