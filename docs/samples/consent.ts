import type { GoFeatureFlagProvider } from '@goff-web/core';

/** Called by the page's consent banner. */
export async function onConsent(provider: GoFeatureFlagProvider, agreed: boolean): Promise<void> {
  await provider.setDataCollection(agreed);
}
