/** The relay proxy that the page talks to. */
export interface RelayAddress {
  readonly url: string;
  /** What the page says about it: `embedded`, `real`, or where the address comes from. */
  readonly kind: string;
  readonly apiKey: string | undefined;
}

const FALLBACK = { url: 'http://127.0.0.1:1031', kind: 'default address' } as const;

function textIn(source: unknown, name: string): string | undefined {
  if (typeof source !== 'object' || source === null) return undefined;
  const value: unknown = Reflect.get(source, name);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

async function servedAddress(): Promise<unknown> {
  try {
    const response = await fetch('/relay.json');
    return response.ok ? await response.json() : undefined;
  } catch {
    // Not every server that can serve this page knows a relay proxy; the default address stands.
    return undefined;
  }
}

/** `?relay=` and `?apiKey=` of the page's address win over the `/relay.json` of its server. */
export async function findRelay(query: URLSearchParams): Promise<RelayAddress> {
  const apiKey = query.get('apiKey') ?? '';
  const credential = { apiKey: apiKey === '' ? undefined : apiKey };
  const asked = query.get('relay') ?? '';
  if (asked !== '') return { url: asked, kind: 'from the address bar', ...credential };
  const served = await servedAddress();
  return {
    url: textIn(served, 'url') ?? FALLBACK.url,
    kind: textIn(served, 'kind') ?? FALLBACK.kind,
    ...credential,
  };
}
