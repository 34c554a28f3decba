import type { Relay } from './relay.ts';

/** What a relay proxy's single evaluation says, asked without any code of ours. */
export async function askRelay(
  { url }: Relay,
  apiKey: string,
  flagKey: string,
  context: object,
): Promise<{ readonly [member: string]: unknown }> {
  const response = await fetch(`${url}/ofrep/v1/evaluate/flags/${flagKey}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'X-API-Key': apiKey },
    body: JSON.stringify({ context }),
  });
  return (await response.json()) as { readonly [member: string]: unknown };
}
