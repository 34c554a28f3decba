// An application with one provider, as the address says: `?mode=remote&user=ada&options={…}`. Built from the published entry points.
import { GoFeatureFlagProvider } from '@goff-web/core';
import { GoFeatureFlagRemoteProvider } from '@goff-web/remote';
import { type Client, OpenFeature, ProviderEvents } from '@openfeature/web-sdk';

/** What a test reaches in the page. */
export interface TabWindow {
  readonly tab: {
    readonly client: Client;
    readonly provider: GoFeatureFlagProvider | GoFeatureFlagRemoteProvider;
    /** Names of the flags that changed, one list an event. */
    readonly changes: readonly (readonly string[])[];
    /** Whether the page has been in the back/forward cache. */
    wasCached: boolean;
    close(): Promise<void>;
  };
}

const query = new URLSearchParams(location.search);
const Provider = query.get('mode') === 'remote' ? GoFeatureFlagRemoteProvider : GoFeatureFlagProvider;
const provider = new Provider({ logLevel: 'off', ...JSON.parse(query.get('options') ?? '{}') });
const client = OpenFeature.getClient();
const changes: (readonly string[])[] = [];
const tab: TabWindow['tab'] = { client, provider, changes, wasCached: false, close: () => OpenFeature.close() };

client.addHandler(ProviderEvents.ConfigurationChanged, (details) => changes.push([...(details?.flagsChanged ?? [])]));
addEventListener('pageshow', ({ persisted }) => {
  tab.wasCached ||= persisted;
});
Object.assign(globalThis, { tab });
OpenFeature.setProvider(provider, { targetingKey: query.get('user') ?? 'ada' });
