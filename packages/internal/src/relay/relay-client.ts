import ky, { type KyInstance } from 'ky';
import { entityTagOf } from '../digest/entity-tag.ts';
import type { GoffError } from '../errors/goff-error.ts';
import {
  RelayBodyTooLargeError,
  RelayForbiddenError,
  RelayRateLimitedError,
  RelayStatusError,
  RelayTimeoutError,
  RelayUnauthorizedError,
  RelayUnreachableError,
} from '../errors/relay-errors.ts';
import type { Platform } from '../platform/platform.ts';
import { readBody } from './read-body.ts';
import type { RelayAnswer } from './relay-answer.ts';
import { retryAfterMs } from './retry-after.ts';

/** See {@link RelayClientOptions.bodyLimitBytes}. */
export const BODY_LIMIT_BYTES = 50_000_000;
/** Of a refusal, no more than this is read. */
const REFUSAL_LIMIT_BYTES = 64_000;
/** Of a refusal, no more than this is quoted. */
const QUOTE_LENGTH = 200;

/** What a relay client is made from. */
export interface RelayClientOptions {
  /** Base URL without a trailing slash; its path is kept. */
  readonly endpoint: string;
  readonly headers: Headers;
  /** Time for headers and body together, in milliseconds. */
  readonly timeoutMs: number;
  /** The current API key; read at each request. */
  readonly apiKey: () => string | undefined;
  /** The application's `fetch`, where it gave one. */
  readonly fetch: Platform['fetch'] | undefined;
  /** A larger answer is given up while it is read. Default: 50 MB. */
  readonly bodyLimitBytes?: number;
}

/** One request: a JSON body to a path of the relay proxy. */
export interface RelayRequest {
  readonly path: string;
  readonly json: unknown;
  /** Tag of what the caller holds; with it, the answer can be `not-modified`. */
  readonly entityTag: string | undefined;
  readonly signal: AbortSignal;
}

/** Asks the relay proxy. Does not retry: when to ask again is the refresher's decision. */
export interface RelayClient {
  post(request: RelayRequest): Promise<RelayAnswer>;
}

/** Makes the one client through which everything goes to the relay proxy. */
export function createRelayClient(options: RelayClientOptions, platform: Platform): RelayClient {
  const http = ky.create({
    prefixUrl: options.endpoint,
    method: 'POST',
    retry: 0,
    timeout: false,
    throwHttpErrors: false,
    ...platform.requestInit,
    fetch: (input, init) => (options.fetch ?? platform.fetch)(input as Request, init),
  });
  return { post: (request) => post(http, options, platform, request) };
}

type Timing = 'aborted' | 'timed-out' | undefined;

async function post(
  http: KyInstance,
  options: RelayClientOptions,
  platform: Platform,
  request: RelayRequest,
): Promise<RelayAnswer> {
  const url = `${options.endpoint}/${request.path}`;
  if (request.signal.aborted) return { kind: 'aborted' };
  const abort = new AbortController();
  let ended: Timing;
  let cut: () => void = () => undefined;
  // A `fetch` of the application's own may not listen to its signal, so the race is run here as well.
  const cutOff = new Promise<never>((_, reject) => {
    cut = () => {
      abort.abort();
      reject(new DOMException('cut off', 'AbortError'));
    };
  });
  const end = (reason: Timing): void => {
    ended ??= reason;
    cut();
  };
  const onAbort = (): void => end('aborted');
  request.signal.addEventListener('abort', onAbort);
  const cancelTimeout = platform.clock.schedule(() => end('timed-out'), options.timeoutMs);
  const exchange = async (): Promise<RelayAnswer> => {
    const response = await http(request.path, {
      json: request.json,
      headers: requestHeaders(options, request),
      signal: abort.signal,
    });
    return await readAnswer(response, url, options, platform, request);
  };
  try {
    return await Promise.race([exchange(), cutOff]);
  } catch (error) {
    if (ended === 'aborted') return { kind: 'aborted' };
    if (ended === 'timed-out') return failed(new RelayTimeoutError(url, options.timeoutMs));
    return failed(new RelayUnreachableError(url, error));
  } finally {
    cancelTimeout();
    request.signal.removeEventListener('abort', onAbort);
  }
}

/** Ours win over the application's headers. */
function requestHeaders(options: RelayClientOptions, request: RelayRequest): Headers {
  const headers = new Headers(options.headers);
  headers.set('Content-Type', 'application/json');
  const apiKey = options.apiKey();
  if (apiKey !== undefined) headers.set('X-API-Key', apiKey);
  if (request.entityTag !== undefined) headers.set('If-None-Match', request.entityTag);
  return headers;
}

async function readAnswer(
  response: Response,
  url: string,
  options: RelayClientOptions,
  platform: Platform,
  request: RelayRequest,
): Promise<RelayAnswer> {
  if (response.status === 304 && request.entityTag !== undefined) {
    // There is none; but until a body has been read, Chromium takes the request for one that is under way.
    await response.arrayBuffer();
    return { kind: 'not-modified', lastModifiedMs: lastModifiedMs(response) };
  }
  if (response.status === 200) return readSuccess(response, url, platform, options.bodyLimitBytes ?? BODY_LIMIT_BYTES);
  const apiKey = options.apiKey();
  const refusal = await readRefusal(response, apiKey);
  const detail = refusal.quote === '' ? '' : `: ${refusal.quote}`;
  switch (response.status) {
    case 401:
      return { kind: 'unauthorized', error: new RelayUnauthorizedError(url, 401, apiKey !== undefined, detail) };
    case 403:
      return { kind: 'forbidden', error: new RelayForbiddenError(url, detail) };
    case 429: {
      const waitMs = retryAfterMs(response.headers.get('Retry-After'), platform.clock.now());
      return { kind: 'rate-limited', error: new RelayRateLimitedError(url, waitMs), retryAfterMs: waitMs };
    }
    case 400: {
      // A key that passes authentication but belongs to no flag set is a wrong key.
      if (/flagset|flag set|no API key/i.test(refusal.message)) {
        return { kind: 'unauthorized', error: new RelayUnauthorizedError(url, 400, apiKey !== undefined, detail) };
      }
      const error = new RelayStatusError(url, 400, detail);
      const { errorCode, errorDetails } = refusal;
      return errorCode === '' ? failed(error) : { kind: 'rejected', error, errorCode, errorDetails };
    }
    default:
      return failed(new RelayStatusError(url, response.status, detail));
  }
}

async function readSuccess(
  response: Response,
  url: string,
  platform: Platform,
  limitBytes: number,
): Promise<RelayAnswer> {
  const read = await readBody(response, limitBytes);
  if (read.kind === 'too-large') return failed(new RelayBodyTooLargeError(url, limitBytes));
  return {
    kind: 'body',
    body: {
      text: new TextDecoder().decode(read.bytes),
      contentType: response.headers.get('Content-Type') ?? '',
      entityTag: response.headers.get('ETag') ?? (await computeEntityTag(read.bytes, platform)),
      lastModifiedMs: lastModifiedMs(response),
      url,
    },
  };
}

/** `undefined` also for a time zone that JavaScript cannot parse. */
function lastModifiedMs({ headers }: Response): number | undefined {
  const unixMs = Date.parse(headers.get('Last-Modified') ?? '');
  return Number.isNaN(unixMs) ? undefined : unixMs;
}

async function computeEntityTag(bytes: Uint8Array<ArrayBuffer>, platform: Platform): Promise<string> {
  if (platform.sha1Hex === undefined) return entityTagOf(bytes);
  return `"${bytes.byteLength}-${await platform.sha1Hex(bytes)}"`;
}

interface Refusal {
  readonly message: string;
  readonly errorCode: string;
  readonly errorDetails: string;
  readonly quote: string;
}

/** The body of a refusal is read to its end as well: an unread one keeps the connection busy. */
async function readRefusal(response: Response, apiKey: string | undefined): Promise<Refusal> {
  let text = '';
  try {
    const read = await readBody(response, REFUSAL_LIMIT_BYTES);
    if (read.kind === 'read') text = new TextDecoder().decode(read.bytes);
  } catch {
    // The status says enough.
  }
  // Gateways echo requests now and then; the key must not get into messages by that way.
  if (apiKey !== undefined) text = text.replaceAll(apiKey, '…');
  const members = parseObject(text);
  const member = (name: string): string => (typeof members[name] === 'string' ? members[name] : '');
  const message = member('message');
  const errorCode = member('errorCode');
  const errorDetails = member('errorDetails');
  return {
    message,
    errorCode,
    errorDetails,
    quote: [message, errorCode, errorDetails]
      .filter((part) => part !== '')
      .join(' ')
      .slice(0, QUOTE_LENGTH),
  };
}

function parseObject(text: string): { readonly [name: string]: unknown } {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function failed(error: GoffError): RelayAnswer {
  return { kind: 'failed', error };
}
