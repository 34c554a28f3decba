// The whole page's part in a dedicated or a service worker: a provider runs here, and a message asks for a flag.
import { GoFeatureFlagProvider } from '@goff-web/core';
import { OpenFeature } from '@openfeature/web-sdk';
import type { PageOptions } from './page-flags.ts';

/** What the worker is told: to start, or which flag to answer. */
export type WorkerRequest = { readonly options: PageOptions } | { readonly flagKey: string };

const log = (...said: readonly unknown[]): void => void logged.push(said.map(String).join(' '));
const logged: string[] = [];

async function answer(request: WorkerRequest): Promise<unknown> {
  if ('flagKey' in request) return { ...OpenFeature.getClient().getStringDetails(request.flagKey, 'default'), logged };
  const provider = new GoFeatureFlagProvider({
    ...request.options,
    logger: { error: log, warn: log, info: log, debug: log },
  });
  await OpenFeature.setProviderAndWait(provider, { targetingKey: 'ada' }).catch(log);
  return OpenFeature.getClient().providerStatus;
}

addEventListener('message', (event: MessageEvent<WorkerRequest>) => {
  void answer(event.data).then((said) => event.ports[0]?.postMessage(said));
});
