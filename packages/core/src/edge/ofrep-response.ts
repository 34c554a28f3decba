import { type ContextLike, readBody } from '@goff-web/internal';
import {
  answerOfrep,
  corsHeaders,
  keyRefusal,
  OFREP_BULK,
  type OfrepEvaluator,
} from '@goff-web/internal/ofrep-answers';
import type { Isolate } from './compose-isolate.ts';
import type { EdgeRequest } from './edge-request.ts';
import type { IsolateEvaluator } from './isolate-evaluator.ts';
import type { IsolateEvents } from './isolate-events.ts';

/** How OFREP is served. */
export interface OfrepOptions extends EdgeRequest {
  /**
   * Pages of which origins may ask, each as a browser writes it (`https://shop.example`), or `*` for all. Pages of the edge's own origin always
   * may. They may read `ETag` and `Retry-After`, and keep the answer to a preflight for two hours.
   * @defaultValue pages of no other origin
   */
  readonly cors?: { readonly origins: readonly string[] } | undefined;
  /**
   * Keys of which a request must bring one, as `X-API-Key` or as a bearer, as the relay proxy wants it. A key in a page is public.
   * @defaultValue everybody may ask
   */
  readonly apiKeys?: readonly string[] | undefined;
}

/** A context that is larger is refused, which the relay proxy would not do: an isolate's memory is everybody's. */
const BODY_LIMIT_BYTES = 1_000_000;
const PREFLIGHT_SECONDS = 7_200;
const RETRY_SECONDS = 5;

/** An answer of the server itself, in echo's words. */
interface PlainAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  readonly body: Uint8Array<ArrayBuffer> | string | null;
}

/** Answers an OFREP request as the relay proxy does. Never rejects. */
export async function ofrepResponse(request: Request, options: OfrepOptions, isolate: Isolate): Promise<Response> {
  const { method } = request;
  const given = Object.fromEntries(request.headers);
  const { status, headers, body } =
    method === 'OPTIONS' ? PREFLIGHT_ANSWER : await answerRequest(request, given, options, isolate);
  const all = new Headers({ ...headers });
  const allowed = allowedOrigin(given['origin'], options.cors?.origins ?? []);
  for (const [name, value] of corsHeaders({ method, headers: given }, allowed)) all.append(name, value);
  if (allowed !== undefined) {
    if (method === 'OPTIONS') all.set('Access-Control-Max-Age', String(PREFLIGHT_SECONDS));
    else all.set('Access-Control-Expose-Headers', 'ETag, Retry-After');
  }
  return new Response(body, { status, headers: all });
}

const PREFLIGHT_ANSWER: PlainAnswer = { status: 204, headers: {}, body: null };

async function answerRequest(
  request: Request,
  headers: { readonly [name: string]: string },
  options: OfrepOptions,
  isolate: Isolate,
): Promise<PlainAnswer> {
  const refusal = options.apiKeys === undefined ? undefined : keyRefusal(headers, new Set(options.apiKeys));
  if (refusal !== undefined) return message(401, refusal);
  const { pathname } = new URL(request.url);
  // An application may serve it below a path of its own.
  const start = pathname.indexOf(OFREP_BULK);
  if (request.method !== 'POST' || start < 0) return message(404, 'Not Found');
  // While the body is read, the configuration is on its way.
  const preparing = isolate.configuration.prepare(options);
  const body = await readText(request);
  await preparing;
  const { evaluator } = isolate.configuration;
  if (body === undefined) return message(413, 'Request Entity Too Large');
  const asked = { body, contentType: headers['content-type'], ifNoneMatch: headers['if-none-match'] };
  const answer = answerOfrep<PlainAnswer>(pathname.slice(start), asked, (operation) => {
    if (evaluator === undefined) return NOT_READY;
    // Of a bulk evaluation the page records what it uses; a single one is recorded where it is made.
    const events = operation === 'single' ? isolate.events : undefined;
    return { evaluator: withContext(evaluator, events, options), flagKeys: evaluator.flagKeys };
  });
  return answer ?? message(404, 'Not Found');
}

/** Where the isolate has nothing to answer from. Why is in the log, and nobody else's business. */
const NOT_READY: PlainAnswer = {
  status: 503,
  headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store', 'Retry-After': String(RETRY_SECONDS) },
  body: '{"errorCode":"PROVIDER_NOT_READY","errorDetails":"There is no flag configuration yet."}\n',
};

function message(status: number, text: string): PlainAnswer {
  const headers = { 'Content-Type': 'application/json' };
  return { status, headers, body: `${JSON.stringify({ message: text })}\n` };
}

/** The isolate's evaluator for one request, synchronously used. */
function withContext(
  evaluator: IsolateEvaluator,
  events: IsolateEvents | undefined,
  request: EdgeRequest,
): OfrepEvaluator {
  let current: ContextLike = {};
  return {
    setContext(context) {
      current = context;
    },
    evaluate(flagKey) {
      const evaluation = evaluator.evaluate(current, flagKey);
      if (evaluation?.trackEvents === false) return evaluation;
      const { variation = '', value = null, version = '', errorCode = 'FLAG_NOT_FOUND' } = evaluation ?? {};
      const isFailed = errorCode !== '';
      events?.record(request, (recorder) =>
        recorder.exposure(current, flagKey, isFailed ? 'SdkDefault' : variation, value, isFailed, version),
      );
      return evaluation;
    },
  };
}

/** `undefined` where the body is too large. One that breaks off is an empty one: nobody is there to read the answer. */
async function readText(request: Request): Promise<string | undefined> {
  try {
    const read = await readBody(request, BODY_LIMIT_BYTES);
    return read.kind === 'read' ? read.text : undefined;
  } catch {
    return '';
  }
}

function allowedOrigin(origin: string | undefined, allowed: readonly string[]): string | undefined {
  if (allowed.includes('*')) return '*';
  return origin !== undefined && allowed.some((other) => other.replace(/\/$/, '') === origin) ? origin : undefined;
}
