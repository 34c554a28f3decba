import { entityTagOf } from '@goff-web/internal';

/** A request as the scripted relay saw it. */
export interface SeenRequest {
  readonly url: string;
  readonly headers: Headers;
  readonly context: { readonly [attribute: string]: unknown };
  readonly signal: AbortSignal;
  /** Answers it, where the relay does not answer by itself. */
  answer(response: Response): void;
}

/** A relay proxy for tests, as a `fetch`: it answers OFREP bulk evaluations as told, and takes events without a word. */
export interface ScriptedRelay {
  readonly fetch: typeof fetch;
  readonly seen: SeenRequest[];
  /** How it answers by itself; `undefined` leaves requests waiting for {@link SeenRequest.answer}. */
  respond: ((request: SeenRequest) => Response | Promise<Response>) | undefined;
}

/** Flags that say who asked. */
export function whoAmI(request: SeenRequest, more: readonly object[] = []): Response {
  const user = request.context['targetingKey'] ?? 'nobody';
  return bulk([{ key: 'who', value: user, reason: 'TARGETING_MATCH', variant: 'v' }, ...more], request);
}

/** A bulk answer with its tag, or 304 where the request has it already. */
export function bulk(flags: readonly object[], request?: SeenRequest): Response {
  const body = new TextEncoder().encode(`${JSON.stringify({ flags })}\n`);
  const headers = { 'Content-Type': 'application/json', ETag: entityTagOf(body) };
  const known = request?.headers.get('If-None-Match') === headers.ETag;
  return known ? new Response(null, { status: 304 }) : new Response(body, { headers });
}

/** Makes a {@link ScriptedRelay} that answers {@link whoAmI}. */
export function createScriptedRelay(): ScriptedRelay {
  const seen: SeenRequest[] = [];
  const relay: ScriptedRelay = {
    seen,
    respond: (request) => whoAmI(request),
    fetch: async (input, init) => {
      const request = new Request(input, init);
      if (request.url.endsWith('/v1/data/collector')) return new Response('{"ingestedContentCount":0}');
      const body: { readonly context: SeenRequest['context'] } = JSON.parse(await request.text());
      return new Promise<Response>((resolve, reject) => {
        request.signal.addEventListener('abort', () => reject(request.signal.reason));
        const { headers, url } = request;
        const asked: SeenRequest = {
          url,
          headers,
          context: body.context,
          answer: resolve,
          // In Node, a signal is cut off from the one it follows when its request is collected as garbage.
          get signal() {
            return request.signal;
          },
        };
        seen.push(asked);
        if (relay.respond !== undefined) Promise.resolve(relay.respond(asked)).then(resolve, reject);
      });
    },
  };
  return relay;
}
