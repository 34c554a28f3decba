import { GoFeatureFlagProvider, type GoFeatureFlagProviderOptions, isGoffError, OptionError } from '@goff-web/core';
import { createEdgeFlags } from '@goff-web/core/edge';
import { EngineLoadError, loadEngine } from '@goff-web/engine';
import { GoFeatureFlagRemoteProvider, type GoFeatureFlagRemoteProviderOptions } from '@goff-web/remote';
import { OpenFeature, type Provider } from '@openfeature/web-sdk';

const options: GoFeatureFlagProviderOptions = { endpoint: new URL('https://relay.example.com'), pollIntervalMs: 5_000 };
const remote: GoFeatureFlagRemoteProviderOptions = { endpoint: 'https://relay.example.com', maxCachedContexts: 5 };

export async function start(apiKey: string | undefined): Promise<boolean> {
  const providers: Provider[] = [
    new GoFeatureFlagProvider({ ...options, apiKey }),
    new GoFeatureFlagProvider({ configuration: { flags: {} } }),
    new GoFeatureFlagRemoteProvider({ ...remote, apiKey }),
  ];
  for (const provider of providers) await OpenFeature.setProviderAndWait(provider, { targetingKey: 'ada' });
  return OpenFeature.getClient().getBooleanValue('fast-checkout', false);
}

// @ts-expect-error -- an endpoint or a configuration is needed
export const incomplete = (): unknown => new GoFeatureFlagProvider({ apiKey: 'public' });

export const misspelt = (): unknown =>
  // @ts-expect-error -- not one of the change streams
  new GoFeatureFlagProvider({ endpoint: 'https://relay.example.com', changeStream: 'sees' });

// @ts-expect-error -- in-process mode's own option
export const foreign = (): unknown => new GoFeatureFlagRemoteProvider({ ...remote, wasm: '/engine.wasm' });

export function explain(fault: unknown): string {
  if (fault instanceof OptionError) return fault.option;
  if (fault instanceof EngineLoadError) return fault.code;
  return isGoffError(fault) ? fault.code : 'unknown';
}

export async function atTheEdge(): Promise<string> {
  const flags = createEdgeFlags({ endpoint: 'https://relay.example.com' });
  const { client, snapshot } = await flags.forRequest({ targetingKey: 'ada' });
  const provider = new GoFeatureFlagProvider({ ...options, bootstrap: snapshot() });
  await provider.refresh();
  return client.getStringValue('theme', 'classic');
}

export async function ownEngine(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return (await loadEngine(bytes)).kind;
}

/** Types are not `any`: a wrong use of what they describe does not compile. */
// @ts-expect-error -- a name that no provider has
export const unknownMember: unknown = GoFeatureFlagProvider.prototype.evaluateEverything;
