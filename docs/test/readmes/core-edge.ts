import { env } from 'cloudflare:workers';
import { createEdgeFlags } from '@goff-web/core/edge';

const flags = createEdgeFlags({ endpoint: env.RELAY_URL, apiKey: env.RELAY_KEY });

interface EdgeRequest extends Request {
  readonly cf?: { readonly country: string };
}

interface Invocation {
  waitUntil(work: Promise<unknown>): void;
}

const userIdOf = (request: Request): string => request.headers.get('x-user-id') ?? 'anonymous';
const page = (content: { readonly fast: boolean; readonly bootstrap: string }): Response => Response.json(content);

// biome-ignore lint/style/noDefaultExport: the form workers have
export default {
  async fetch(request: EdgeRequest, _env: unknown, ctx: Invocation): Promise<Response> {
    const user = { targetingKey: userIdOf(request), country: request.cf?.country };
    const { client, snapshot } = await flags.forRequest(user, { waitUntil: (work) => ctx.waitUntil(work) });
    const fast = client.getBooleanValue('fast-checkout', false);
    const bootstrap = JSON.stringify(snapshot()).replaceAll('<', '\\u003c');
    return page({ fast, bootstrap });
  },
};
