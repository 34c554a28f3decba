import { type EvaluationSnapshot, GoFeatureFlagProvider } from '@goff-web/core';

/** A provider that begins with what the server has evaluated for this very user. */
export function hydrate(flags: { readonly textContent: string | null } | null): GoFeatureFlagProvider {
  const bootstrap = JSON.parse(flags?.textContent ?? 'null') as EvaluationSnapshot | null;
  return new GoFeatureFlagProvider({ endpoint: 'https://relay.example.com', bootstrap: bootstrap ?? undefined });
}
