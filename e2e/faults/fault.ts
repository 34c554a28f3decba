/** An HTTP answer, all of it. */
export interface WholeAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer | string;
}

/** What a {@link FaultProxy} does in place of passing an answer of the relay proxy on. */
export type Fault =
  /** Says something else. The relay proxy is not asked. */
  | { readonly kind: 'answer'; readonly answer: WholeAnswer }
  /** Passes on what the relay proxy says, with another body. */
  | { readonly kind: 'rewrite'; readonly rewrite: (body: string) => string }
  /** Resets the connection without a word. */
  | { readonly kind: 'reset' }
  /** Announces the whole body, sends half of it, and resets the connection. */
  | { readonly kind: 'cut' }
  /** Sends half of the body as if it were all. */
  | { readonly kind: 'truncate' }
  /** Accepts the request and never says anything. */
  | { readonly kind: 'hang' }
  /** Slow loris: headers at once, then one byte of the body every so many milliseconds. */
  | { readonly kind: 'drip'; readonly everyMs: number }
  /** Says `Content-Encoding: gzip` and sends what cannot be inflated after a good beginning. */
  | { readonly kind: 'broken-gzip' }
  /** Sends so many bytes of JSON that never ends well, as fast as they are taken. */
  | { readonly kind: 'huge'; readonly bytes: number };

const CROSS_ORIGIN = { 'Access-Control-Allow-Origin': '*' } as const;

/** The relay proxy's way to refuse: a status and a message. 401 as the relay proxy says it, others as gateways do. */
export function status(code: number, headers: Readonly<Record<string, string>> = {}): Fault {
  const message = code === 401 ? 'code=401, message=Unauthorized' : `fault on demand: ${code}`;
  return {
    kind: 'answer',
    answer: {
      status: code,
      headers: { ...CROSS_ORIGIN, 'Content-Type': 'application/json', ...headers },
      body: `${JSON.stringify({ message })}\n`,
    },
  };
}

/** A gateway's 429. A page of another origin reads `Retry-After` only where the gateway exposes it. */
export function rateLimited(retryAfterSeconds: number, readable: 'readable' | 'unreadable'): Fault {
  const exposed: Readonly<Record<string, string>> =
    readable === 'readable' ? { 'Access-Control-Expose-Headers': 'Retry-After' } : {};
  return status(429, { 'Retry-After': String(retryAfterSeconds), ...exposed });
}

/** A captive portal's page, with a good status. */
export function html(): Fault {
  return {
    kind: 'answer',
    answer: {
      status: 200,
      headers: { ...CROSS_ORIGIN, 'Content-Type': 'text/html; charset=utf-8' },
      body: '<!doctype html><title>Sign in</title>\n',
    },
  };
}

/** A good status with any text under the relay proxy's content type. */
export function says(text: string): Fault {
  return {
    kind: 'answer',
    answer: { status: 200, headers: { ...CROSS_ORIGIN, 'Content-Type': 'application/json' }, body: text },
  };
}

/** An answer that the relay proxy gave before, as a replica that lags behind gives it again. */
export function repeats(answer: WholeAnswer): Fault {
  return { kind: 'answer', answer };
}
