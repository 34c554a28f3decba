import { env } from 'cloudflare:workers';
import { createEdgeFlags } from '@goff-web/core/edge';

// One for the whole isolate. Nothing is fetched before the first request.
const flags = createEdgeFlags({ endpoint: env.RELAY_URL, apiKey: env.RELAY_KEY });

interface Invocation {
  waitUntil(work: Promise<unknown>): void;
}

export default {
  async fetch(request: Request, _env: unknown, invocation: Invocation): Promise<Response> {
    const waitUntil = (work: Promise<unknown>): void => invocation.waitUntil(work);
    if (new URL(request.url).pathname.startsWith('/ofrep/')) {
      // For browsers in remote mode: the nearest edge answers, the relay proxy only serves the configuration.
      return flags.ofrep(request, { waitUntil, cors: { origins: ['https://shop.example.com'] } });
    }
    const user = { targetingKey: request.headers.get('x-user-id') ?? 'anonymous' };
    // An OpenFeature client of this request alone.
    const { client, snapshot } = await flags.forRequest(user, { waitUntil });
    return Response.json({ admin: client.getBooleanValue('flag-only-for-admin', false), bootstrap: snapshot() });
  },
};
