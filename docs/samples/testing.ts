import { GoFeatureFlagProvider } from '@goff-web/core';
import { OpenFeature } from '@openfeature/web-sdk';

/** Sets flags for a test: no relay proxy, no network, the real evaluator. */
export async function withFlags(flags: { readonly [key: string]: boolean | string }): Promise<void> {
  const configured = Object.entries(flags).map(([key, value]) => [
    key,
    { variations: { given: value }, defaultRule: { variation: 'given' } },
  ]);
  await OpenFeature.setProviderAndWait(
    new GoFeatureFlagProvider({ configuration: { flags: Object.fromEntries(configured) } }),
  );
}
