import { env } from 'cloudflare:workers';
import { createEdgeFlags } from '@goff-web/core/edge';

const flags = createEdgeFlags({ endpoint: env.RELAY_URL, apiKey: env.RELAY_KEY }); // one per isolate; nothing is fetched before the first request

export default {
  async fetch(request: EdgeRequest, _env: unknown, ctx: Invocation): Promise<Response> {
    if (new URL(request.url).pathname.startsWith('/ofrep/')) {
      // For browsers in remote mode: the nearest edge answers, the relay proxy only serves the configuration.
      const waitUntil = (work: Promise<unknown>): void => ctx.waitUntil(work);
      return flags.ofrep(request, { waitUntil, cors: { origins: ['https://shop.example.com'] } });
    }
    const user = { targetingKey: userIdOf(request), country: request.cf?.country };
    const { client, snapshot } = await flags.forRequest(user, { waitUntil: (work) => ctx.waitUntil(work) }); // an OpenFeature web client of this request alone
    return page({ fast: client.getBooleanValue('fast-checkout', false), bootstrap: snapshot() });
  },
};

/** What Cloudflare hands to a worker, as far as this one needs it. */
interface EdgeRequest extends Request {
  readonly cf?: { readonly country: string };
}

interface Invocation {
  waitUntil(work: Promise<unknown>): void;
}

function userIdOf(request: Request): string {
  return request.headers.get('x-user-id') ?? 'anonymous';
}

function page(content: object): Response {
  return Response.json(content);
}
