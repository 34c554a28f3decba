import ky, { type KyInstance } from 'ky';
import { formatEntityTag } from '../digest/entity-tag.ts';
import { sha1Hex } from '../digest/sha1.ts';
import type { GoffError } from '../errors/goff-error.ts';
import { RelayBodyTooLargeError, RelayTimeoutError, RelayUnreachableError } from '../errors/relay-errors.ts';
import { createDeferred } from '../platform/deferred.ts';
import type { Platform } from '../platform/platform.ts';
import { readBody } from './read-body.ts';
import type { readRefusal } from './read-refusal.ts';
import type { RelayAnswer } from './relay-answer.ts';
import { type RelayHeadersOptions, relayHeaders } from './relay-headers.ts';

/** See {@link RelayClientOptions.bodyLimitBytes}. */
export const BODY_LIMIT_BYTES = 50_000_000;

/** What a relay client is made from. */
export interface RelayClientOptions extends RelayHeadersOptions {
  /** Base URL without a trailing slash; its path is kept. */
  readonly endpoint: string;
  /** Time for headers and body together, in milliseconds. */
  readonly timeoutMs: number;
  /** The application's `fetch`, where it gave one. */
  readonly fetch: Platform['fetch'] | undefined;
  /** Reads an answer that is neither a body nor a confirmation; in-process mode loads it later. */
  readonly readRefusal: typeof readRefusal;
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
  // A `fetch` of the application's own may not listen to its signal, so the race is run here as well.
  const cutOff = createDeferred<never>();
  let ended: Timing;
  const end = (reason: Timing): void => {
    ended ??= reason;
    abort.abort();
    cutOff.reject(abort.signal.reason);
  };
  const onAbort = (): void => end('aborted');
  request.signal.addEventListener('abort', onAbort);
  const cancelTimeout = platform.clock.schedule(() => end('timed-out'), options.timeoutMs);
  const exchange = async (): Promise<RelayAnswer> => {
    const response = await http(request.path, {
      json: request.json,
      headers: relayHeaders(options, request.entityTag),
      signal: abort.signal,
    });
    return await readAnswer(response, url, options, platform, request);
  };
  try {
    return await Promise.race([exchange(), cutOff.promise]);
  } catch (error) {
    if (ended === 'aborted') return { kind: 'aborted' };
    if (ended === 'timed-out') return failed(new RelayTimeoutError(url, options.timeoutMs));
    return failed(new RelayUnreachableError(url, error));
  } finally {
    cancelTimeout();
    request.signal.removeEventListener('abort', onAbort);
  }
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
  return options.readRefusal(response, url, options.apiKey(), platform.clock.now());
}

async function readSuccess(
  response: Response,
  url: string,
  platform: Platform,
  limitBytes: number,
): Promise<RelayAnswer> {
  const read = await readBody(response, limitBytes);
  if (read.kind === 'too-large') return failed(new RelayBodyTooLargeError(url, limitBytes));
  const { text } = read;
  let tag: Promise<string> | string | null = response.headers.get('ETag');
  return {
    kind: 'body',
    body: {
      text,
      contentType: response.headers.get('Content-Type') ?? '',
      entityTag: () => (tag ??= computeEntityTag(text, platform)),
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

async function computeEntityTag(text: string, platform: Platform): Promise<string> {
  const bytes = new TextEncoder().encode(text);
  return formatEntityTag(bytes, await (platform.sha1Hex ?? sha1Hex)(bytes));
}

function failed(error: GoffError): RelayAnswer {
  return { kind: 'failed', error };
}
