/** Which relay proxy the demo page talks to; an address: one that runs elsewhere. */
export type RelayChoice = 'embedded' | 'real' | URL;

/**
 * Reads the value of `--relay`.
 *
 * @throws Error that says what it takes.
 */
export function relayChoice(text: string): RelayChoice {
  if (text === 'embedded' || text === 'real') return text;
  const address = URL.canParse(text) ? new URL(text) : undefined;
  if (address?.protocol === 'http:' || address?.protocol === 'https:') return address;
  throw new Error(`--relay takes "embedded", "real" or an http(s) address, got ${JSON.stringify(text)}`);
}
