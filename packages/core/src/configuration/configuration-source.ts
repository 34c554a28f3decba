import type { RelayAnswer, RelayClient } from '@goff-web/internal';

/** Where configurations come from. */
export interface ConfigurationSource {
  /** Asks for the configuration; `entityTag` names the one that the caller holds. Never rejects. */
  fetch(entityTag: string | undefined, signal: AbortSignal): Promise<RelayAnswer>;
}

/** The relay proxy's `POST /v1/flag/configuration`, restricted to `flagList` unless that is empty. */
export function createRelaySource(relay: RelayClient, flagList: readonly string[]): ConfigurationSource {
  const json = flagList.length === 0 ? {} : { flags: flagList };
  return { fetch: (entityTag, signal) => relay.post({ path: 'v1/flag/configuration', json, entityTag, signal }) };
}
