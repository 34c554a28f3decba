import { GoFeatureFlagProvider } from '@goff-web/core';
import { GoFeatureFlagRemoteProvider, type GoFeatureFlagRemoteProviderOptions } from '@goff-web/remote';
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

// Shorter than an application's: someone is looking at the page while editing the flags and breaking the relay proxy.
const HURRIED = { pollIntervalMs: 2_000, livePollIntervalMs: 2_000, flushIntervalMs: 3_000 } as const;
/** The page evaluates every flag whenever anything happens; one exposure in this time is enough to see. */
const EXPOSURE_WINDOW_MS = 30_000;

function optionsFor({ apiKey, url }: RelayAddress): GoFeatureFlagRemoteProviderOptions {
  return { ...HURRIED, endpoint: url, apiKey, exposureWindowMs: EXPOSURE_WINDOW_MS };
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
