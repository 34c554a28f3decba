import { type DevRelay, startDevRelay } from '@goff-web/dev-relay';
import type { Relay } from '../relay/relay.ts';
import { startRelay } from '../relay/start-relay.ts';

/** The key of the administration routes of both relays. */
export const ADMIN_KEY: string = 'admin-key-of-the-contract';
export const ENRICHMENT = { environment: 'contract', 'quote"d': '<&>' } as const;

/** One flag set, or the only flags there are. */
export interface PairFlags {
  readonly name: string;
  readonly apiKeys: readonly string[];
  /** The text of the flags file. */
  readonly flags: string;
}

/** What both relays are started with. */
export interface PairSpec {
  /** Without flag sets only the first counts; its keys are the relay's keys then. */
  readonly flags: readonly [PairFlags, ...PairFlags[]];
  readonly withFlagSets: boolean;
}

/** The real relay proxy and the embedded one, started alike. */
export interface RelayPair extends AsyncDisposable {
  readonly real: Relay;
  readonly embedded: DevRelay;
  /** Replaces the flags of both; resolves when both serve them. */
  writeFlags(text: string, flagSet?: string): Promise<void>;
}

/** Starts both relays with the same flags, keys and enrichment. */
export async function startRelayPair({ flags, withFlagSets }: PairSpec): Promise<RelayPair> {
  const spec = withFlagSets
    ? { flagSets: flags.map((set) => ({ ...set, evaluationContextEnrichment: ENRICHMENT })) }
    : { flags: flags[0].flags, apiKeys: flags[0].apiKeys, evaluationContextEnrichment: ENRICHMENT };
  const real = await startRelay({ ...spec, adminKey: ADMIN_KEY });
  if (real.kind === 'external') {
    throw new Error('the contract test starts relay proxies of its own: unset the URL of the external one');
  }
  // Both relays leave out the invalid flags; that is part of the contract, and no news.
  const embedded = await startDevRelay({ ...spec, adminKey: ADMIN_KEY, log: () => undefined }).catch(
    async (error: unknown) => {
      await real.close();
      throw error;
    },
  );
  return {
    real,
    embedded,
    writeFlags: async (text, flagSet) => {
      embedded.setFlags(text, flagSet);
      await real.writeFlags(text, flagSet);
    },
    [Symbol.asyncDispose]: async () => {
      await Promise.all([real.close(), embedded.stop()]);
    },
  };
}
