import type { ShownAnswer } from './demo-page.ts';

interface OfrepFlag {
  readonly key: string;
  readonly value: unknown;
  readonly variant: string;
  readonly reason: string;
  readonly errorCode?: string;
}

/** The demo's own defaults of flags that the relay proxy answers without a value. */
const DEFAULTS: Readonly<Record<string, unknown>> = { 'new-search': false, 'winter-banner': 'none' };

/** The bulk answer leaves the variant of a disabled flag empty; the answer to that flag alone names it, as providers do. */
const VARIANT_OF_DEFAULT = 'SdkDefault';

/** What the page has to show for a context: the relay proxy's own answer to an OFREP bulk evaluation. */
export async function relayAnswers(
  relayUrl: string,
  context: Readonly<Record<string, unknown>>,
): Promise<Record<string, ShownAnswer>> {
  const response = await fetch(`${relayUrl}/ofrep/v1/evaluate/flags`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ context }),
  });
  if (!response.ok) throw new Error(`the relay proxy answered ${response.status}: ${await response.text()}`);
  const { flags } = (await response.json()) as { readonly flags: readonly OfrepFlag[] };
  return Object.fromEntries(
    flags.map(({ key, value, variant, reason, errorCode }) => [
      key,
      {
        value: value ?? DEFAULTS[key],
        variant: variant === '' ? VARIANT_OF_DEFAULT : variant,
        reason,
        error: errorCode ?? '',
      },
    ]),
  );
}
