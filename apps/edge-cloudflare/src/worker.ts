import { env } from 'cloudflare:workers';
import { createEdgeFlags } from '@goff-web/core/edge';
import { renderPage } from './page.ts';
import { visitorCookie, visitorOf } from './visitor.ts';

/** One for each isolate. Nothing happens here: the first request fetches the configuration. */
const flags = createEdgeFlags({ endpoint: env.RELAY_URL, apiKey: env.RELAY_KEY });

interface ExecutionContext {
  waitUntil(work: Promise<unknown>): void;
}

export default {
  async fetch(request: Request, _: unknown, context: ExecutionContext): Promise<Response> {
    const waitUntil = (work: Promise<unknown>): void => context.waitUntil(work);
    const url = new URL(request.url);
    // Pages in remote mode ask here, and not the relay proxy.
    if (url.pathname.startsWith('/ofrep/')) return flags.ofrep(request, { waitUntil });
    if (url.pathname !== '/') return new Response('Not found\n', { status: 404 });

    const visitor = visitorOf(request);
    const forRequest = await flags.forRequest({ ...visitor }, { waitUntil, signal: request.signal });
    const mode = url.searchParams.get('mode') === 'remote' ? 'remote' : 'in-process';
    return new Response(renderPage(forRequest, visitor, mode, env), {
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        // The page is this visitor's alone.
        'Cache-Control': 'private, no-store',
        'Set-Cookie': visitorCookie(visitor),
      },
    });
  },
};
