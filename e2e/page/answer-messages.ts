import type { GoFeatureFlagProviderOptions } from '@goff-web/core';
import { OpenFeature, type Provider } from '@openfeature/web-sdk';
import type { PageOptions } from './page-flags.ts';

type ProviderClass = new (options: GoFeatureFlagProviderOptions) => Provider;

/** What the worker is told: to start, or which flag to answer. */
type WorkerRequest = { readonly options: PageOptions } | { readonly flagKey: string };

const log = (...said: readonly unknown[]): void => void logged.push(said.map(String).join(' '));
const logged: string[] = [];

async function answer(Kind: ProviderClass, request: WorkerRequest): Promise<unknown> {
  if ('flagKey' in request) return { ...OpenFeature.getClient().getStringDetails(request.flagKey, 'default'), logged };
  const provider = new Kind({ ...request.options, logger: { error: log, warn: log, info: log, debug: log } });
  await OpenFeature.setProviderAndWait(provider, { targetingKey: 'ada' }).catch(log);
  return OpenFeature.getClient().providerStatus;
}

/** Makes this worker answer: a provider of this class runs here, and a message asks for a flag. */
export function answerMessages(Kind: ProviderClass): void {
  addEventListener('message', (event: MessageEvent<WorkerRequest>) => {
    void answer(Kind, event.data).then((said) => event.ports[0]?.postMessage(said));
  });
}
