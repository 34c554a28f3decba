const COOKIE = 'visitor';
const YEAR_SECONDS = 31_536_000;

/** The evaluation context of a request. Page and worker have to use the very same one: a snapshot holds for no other. */
export interface Visitor {
  readonly targetingKey: string;
  readonly country: string;
}

/** What Cloudflare adds to a request. */
interface CloudflareRequest extends Request {
  readonly cf?: { readonly country?: string };
}

/** Knows a visitor by a cookie, and a new one not yet. */
export function visitorOf(request: CloudflareRequest): Visitor {
  const found = /(?:^|;\s*)visitor=([\w-]+)/.exec(request.headers.get('cookie') ?? '')?.[1];
  return { targetingKey: found ?? crypto.randomUUID(), country: request.cf?.country ?? 'unknown' };
}

/** The cookie by which the visitor is known the next time. */
export function visitorCookie({ targetingKey }: Visitor): string {
  return `${COOKIE}=${targetingKey}; Path=/; Max-Age=${YEAR_SECONDS}; SameSite=Lax; Secure; HttpOnly`;
}
