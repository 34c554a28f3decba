/** The cookie by which a visitor is known, and the header in which middleware hands on a new one. */
export const VISITOR_COOKIE = 'visitor';
export const VISITOR_HEADER = 'x-visitor';

/** The evaluation context of a request. Page and server have to use the very same one: a snapshot holds for no other. */
export interface Visitor {
  readonly targetingKey: string;
  readonly country: string;
}

/** What is known of a visitor; Vercel tells the country. */
export function visitorOf(targetingKey: string, headers: Headers): Visitor {
  return { targetingKey, country: headers.get('x-vercel-ip-country') ?? 'unknown' };
}
