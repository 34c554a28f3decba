import {
  type Client,
  type EventDetails,
  OpenFeature,
  type Provider,
  ProviderEvents,
  ProviderStatus,
} from '@openfeature/web-sdk';
import type { RelayAddress } from '../relay/relay-address.ts';
import type { Mode } from './mode.ts';
import { createRefusedProvider } from './refused-provider.ts';

/** Something that happened to a mode's provider. */
export interface ModeEvent {
  readonly at: Date;
  readonly name: string;
  readonly message: string | undefined;
  /** Keys of the flags concerned; `undefined` where the event does not say. */
  readonly flagsChanged: readonly string[] | undefined;
}

/** What a mode's provider is up to. */
export interface ModeState {
  readonly status: `${ProviderStatus}`;
  /** Why flags may be old or at their defaults, and what to do; `undefined` while all is well. */
  readonly problem: string | undefined;
}

/** A mode whose provider is set. */
export interface ConnectedMode {
  readonly mode: Mode;
  readonly client: Client;
  readonly provider: Provider;
  readonly state: () => ModeState;
}

const OBSERVED = [
  ProviderEvents.Ready,
  ProviderEvents.Error,
  ProviderEvents.Stale,
  ProviderEvents.ConfigurationChanged,
  ProviderEvents.Reconciling,
  ProviderEvents.ContextChanged,
] as const;

const TROUBLED: ReadonlySet<string> = new Set([ProviderStatus.ERROR, ProviderStatus.FATAL, ProviderStatus.STALE]);

const TROUBLING: ReadonlySet<ProviderEvents> = new Set([ProviderEvents.Error, ProviderEvents.Stale]);

const UNEXPLAINED = 'The latest attempts to refresh the flags failed. The provider keeps trying.';

function toModeEvent(name: string, message: string | undefined, flagsChanged?: readonly string[]): ModeEvent {
  return { at: new Date(), name: name.replace(/^PROVIDER_/, ''), message, flagsChanged };
}

function changedFlags(details: EventDetails | undefined): readonly string[] | undefined {
  const keys: unknown = details?.['flagsChanged'];
  return Array.isArray(keys) ? keys.map(String) : undefined;
}

function providerOf(mode: Mode, relay: RelayAddress): Provider {
  try {
    return mode.createProvider(relay);
  } catch (error) {
    return createRefusedProvider(mode.title, error);
  }
}

/**
 * Sets the mode's provider for the domain of the same name.
 *
 * @param onEvent - Called after each event, when {@link ConnectedMode.state} already tells the new state.
 */
export function connectMode(mode: Mode, relay: RelayAddress, onEvent: (event: ModeEvent) => void): ConnectedMode {
  const client = OpenFeature.getClient(mode.id);
  let trouble = UNEXPLAINED;

  const provider = providerOf(mode, relay);
  OpenFeature.setProvider(mode.id, provider);
  for (const name of OBSERVED) {
    client.addHandler(name, (details) => {
      if (TROUBLING.has(name)) trouble = details?.message ?? UNEXPLAINED;
      onEvent(toModeEvent(name, details?.message, changedFlags(details)));
    });
  }
  const state = (): ModeState => {
    const status = client.providerStatus;
    return { status, problem: TROUBLED.has(status) ? trouble : undefined };
  };
  return { mode, client, provider, state };
}
