import type { FaultProxy } from '../../../../e2e/faults/fault-proxy.ts';
import { startFaultProxy } from '../../../../e2e/faults/start-fault-proxy.ts';
import type { Relay, RelaySpec } from '../../../../e2e/relay/relay.ts';
import { startRelay } from '../../../../e2e/relay/start-relay.ts';

/** Where configurations come from. */
export const CONFIGURATION_PATH = '/v1/flag/configuration';

/** The real relay proxy, behind a proxy that does wrong on demand. */
export interface FaultyRelay {
  readonly relay: Relay;
  readonly proxy: FaultProxy;
  close(): Promise<void>;
}

/** Starts both. */
export async function startFaultyRelay(spec: RelaySpec): Promise<FaultyRelay> {
  const relay = await startRelay(spec);
  const proxy = await startFaultProxy(relay.url);
  return {
    relay,
    proxy,
    async close() {
      await proxy.close();
      await relay.close();
    },
  };
}
