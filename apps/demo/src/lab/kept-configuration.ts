import type { FlagConfiguration } from '@goff-web/engine';

const STORAGE_KEY = 'goff-demo-configuration';

/** Keeps what the relay proxy has sent, for a visit without a network. One relay proxy's at a time. */
export function keepConfiguration(relayUrl: string, configuration: FlagConfiguration): void {
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify({ relayUrl, configuration }));
  } catch {
    // Full or refused by the browser's settings: without a network the parts that look ahead stay empty.
  }
}

/** What the relay proxy sent at an earlier visit. */
export function keptConfiguration(relayUrl: string): FlagConfiguration | undefined {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? 'null');
    if (typeof kept !== 'object' || kept === null || Reflect.get(kept, 'relayUrl') !== relayUrl) return undefined;
    return Reflect.get(kept, 'configuration') as FlagConfiguration;
  } catch {
    return undefined;
  }
}
