import { GoFeatureFlagProvider } from '@goff-web/core';
import { GoFeatureFlagRemoteProvider } from '@goff-web/remote';
import type { Provider } from '@openfeature/web-sdk';
import type { RelayAddress } from '../relay/relay-address.ts';

/** Where a flag is evaluated. Also the OpenFeature domain of the mode's provider. */
export type ModeId = 'in-process' | 'remote';

/** One of the two ways to answer, as the page presents it. */
export interface Mode {
  readonly id: ModeId;
  readonly title: string;
  readonly summary: string;
  /** @throws the provider's own error when an option is wrong, such as an endpoint that is no URL. */
  readonly createProvider: (relay: RelayAddress) => Provider;
}

// Shorter than an application's: someone is looking at the page while editing the flags.
const POLL_INTERVAL_MS = 2_000;

function optionsFor(relay: RelayAddress): { endpoint: string; pollIntervalMs: number; apiKey?: string } {
  const options = { endpoint: relay.url, pollIntervalMs: POLL_INTERVAL_MS };
  return relay.apiKey === undefined ? options : { ...options, apiKey: relay.apiKey };
}

/** Both modes, in the order of the page's columns. */
export const MODES: readonly Mode[] = [
  {
    id: 'in-process',
    title: 'In-process',
    summary: 'The page holds the flags and evaluates them in WebAssembly. A new user is answered at once, offline too.',
    createProvider: (relay) => new GoFeatureFlagProvider(optionsFor(relay)),
  },
  {
    id: 'remote',
    title: 'Remote',
    summary: 'The relay proxy evaluates. Only values reach the page; targeting rules never leave the server.',
    createProvider: (relay) => new GoFeatureFlagRemoteProvider(optionsFor(relay)),
  },
];
