import { startDevRelay } from '@goff-web/dev-relay';
import type { FaultProxy } from '../faults/fault-proxy.ts';
import { startFaultProxy } from '../faults/start-fault-proxy.ts';
import type { FlagFile } from '../relay/relay.ts';
import { startRelay } from '../relay/start-relay.ts';

/** Which relay proxy stands behind a suite: the published one, or the one of `@goff-web/dev-relay`. */
export type RelayName = 'real' | 'embedded';

/** What the suite asks of the proxy that fails on demand. */
export type BehaviourProxy = Pick<FaultProxy, 'inflict' | 'requestsTo' | 'seen' | 'url'>;

/** A relay proxy behind one that fails on demand. */
export interface BehaviourRelay extends AsyncDisposable {
  /** What providers talk to. */
  readonly proxy: BehaviourProxy;
  /** Replaces the flags; resolves when they are served. */
  writeFlags(flags: FlagFile): Promise<void>;
  /** Takes the relay proxy off the network until {@link reset}: connections are refused. */
  vanish(): Promise<void>;
  /** Brings everything back to how it was at the start. */
  reset(): Promise<void>;
}

/** Starts one of the relay proxies with these flags, behind these keys, and a fault proxy in front of it. */
export async function startBehaviourRelay(
  name: RelayName,
  flags: Readonly<Record<string, unknown>>,
  apiKeys: readonly string[],
): Promise<BehaviourRelay> {
  const evaluationContextEnrichment = { env: 'suite' };
  const relay =
    name === 'real'
      ? await startRelay({ flags, apiKeys, evaluationContextEnrichment })
      : await startEmbedded(flags, apiKeys, evaluationContextEnrichment);
  const proxy = await startFaultProxy(relay.url);
  let isEdited = false;
  let isGone = false;
  return {
    proxy,
    async writeFlags(written) {
      isEdited = true;
      await relay.writeFlags(written);
    },
    async vanish() {
      isGone = true;
      await proxy.refuse();
    },
    async reset() {
      proxy.heal();
      if (isGone) await proxy.accept();
      if (isEdited) await relay.writeFlags(flags);
      isGone = false;
      isEdited = false;
    },
    async [Symbol.asyncDispose]() {
      await proxy.close();
      await relay.close();
    },
  };
}

async function startEmbedded(
  flags: Readonly<Record<string, unknown>>,
  apiKeys: readonly string[],
  evaluationContextEnrichment: { readonly env: string },
): Promise<{ url: string; writeFlags(flags: FlagFile): Promise<void>; close(): Promise<void> }> {
  const text = (given: FlagFile): string => (typeof given === 'string' ? given : JSON.stringify(given));
  const relay = await startDevRelay({ flags: text(flags), apiKeys, evaluationContextEnrichment, log: () => undefined });
  return {
    url: relay.url,
    writeFlags: async (written) => relay.setFlags(text(written)),
    close: () => relay.stop(),
  };
}
