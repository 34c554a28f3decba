import { type NextFetchEvent, type NextRequest, NextResponse } from 'next/server';
import { flags } from './flags/edge-flags.ts';
import { VISITOR_COOKIE, VISITOR_HEADER, visitorOf } from './flags/visitor.ts';

/** Knows the visitor, and chooses a checkout by flag before any page is rendered. */
export async function middleware(request: NextRequest, event: NextFetchEvent): Promise<NextResponse> {
  const targetingKey = request.cookies.get(VISITOR_COOKIE)?.value ?? crypto.randomUUID();
  const headers = new Headers(request.headers);
  headers.set(VISITOR_HEADER, targetingKey);

  let response = NextResponse.next({ request: { headers } });
  if (request.nextUrl.pathname === '/checkout') {
    const visitor = visitorOf(targetingKey, request.headers);
    const { client } = await flags.forRequest({ ...visitor }, { waitUntil: (work) => event.waitUntil(work) });
    const checkout = client.getBooleanValue('fast-checkout', false) ? 'fast' : 'usual';
    response = NextResponse.rewrite(new URL(`/checkout/${checkout}`, request.url), { request: { headers } });
  }
  response.cookies.set(VISITOR_COOKIE, targetingKey, { maxAge: 31_536_000, sameSite: 'lax', httpOnly: true });
  return response;
}

export const config = { matcher: ['/', '/checkout'] };
