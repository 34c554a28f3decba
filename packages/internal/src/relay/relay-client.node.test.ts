import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, it, vi } from 'vitest';
import { entityTagOf } from '../digest/entity-tag.ts';
import { createFakeClock } from '../platform/fake-clock.ts';
import type { Platform } from '../platform/platform.ts';
import { systemClock } from '../platform/system-clock.ts';
import { readRefusal } from './read-refusal.ts';
import type { RelayAnswer } from './relay-answer.ts';
import { BODY_LIMIT_BYTES, createRelayClient, type RelayClientOptions } from './relay-client.ts';

type Respond = (request: IncomingMessage, response: ServerResponse) => void;

const servers: Server[] = [];

async function aServer(respond: Respond): Promise<string> {
  const server = createServer(respond);
  servers.push(server);
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

const platform: Platform = {
  clock: systemClock,
  random: () => 0.5,
  fetch: (input, init) => globalThis.fetch(input, init),
  requestInit: { credentials: 'omit' },
  sha1Hex: undefined,
  page: undefined,
  loadWatch: undefined,
  isLockHeld: undefined,
  openStore: undefined,
  loadCourier: () => Promise.reject(new Error('none')),
};

function aClient(endpoint: string, options: Partial<RelayClientOptions> = {}, overridden: Partial<Platform> = {}) {
  const relay = createRelayClient(
    {
      endpoint,
      headers: {},
      timeoutMs: 5_000,
      apiKey: () => undefined,
      fetch: undefined,
      readRefusal,
      ...options,
    },
    { ...platform, ...overridden },
  );
  return (entityTag?: string, signal = new AbortController().signal) =>
    relay.post({ path: 'v1/flag/configuration', json: { flags: ['ä'] }, entityTag, signal });
}

function tagOf(answer: RelayAnswer): string | Promise<string> {
  return answer.kind === 'body' ? answer.body.entityTag() : answer.kind;
}

const json =
  (status: number, body: string, headers: Record<string, string> = {}): Respond =>
  (_, response) =>
    void response.writeHead(status, { 'Content-Type': 'application/json', ...headers }).end(body);

it('computes the validator from the bytes where the header cannot be read', async () => {
  const post = aClient(await aServer(json(200, '{"flags":{"é":1}}\n')));
  const answer = await post();
  expect(answer).toMatchObject({ kind: 'body', body: { text: '{"flags":{"é":1}}\n' } });
  expect(await tagOf(answer)).toBe(entityTagOf(new TextEncoder().encode('{"flags":{"é":1}}\n')));
});

it('computes the same validator by the platform’s own digest', async () => {
  const endpoint = await aServer(json(200, '{}\n'));
  const sha1Hex = async (bytes: Uint8Array<ArrayBuffer>) =>
    Buffer.from(await crypto.subtle.digest('SHA-1', bytes)).toString('hex');
  const digest = vi.fn(sha1Hex);
  const answer = await aClient(endpoint, {}, { sha1Hex: digest })();
  // Not before somebody asks for it, and once.
  expect(digest).not.toHaveBeenCalled();
  expect(await tagOf(answer)).toBe(await tagOf(await aClient(endpoint)()));
  await tagOf(answer);
  expect(digest).toHaveBeenCalledOnce();
});

it('prefers the header where it can be read, and computes over decoded bytes', async () => {
  const zipped: Respond = (_, response) =>
    void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('{"flags":{}}'));
  expect(await tagOf(await aClient(await aServer(json(200, '{}', { ETag: '"tag"' })))())).toBe('"tag"');
  const unzipped = await aClient(await aServer(zipped))();
  expect(unzipped).toMatchObject({ body: { text: '{"flags":{}}' } });
  expect(await tagOf(unzipped)).toBe(entityTagOf(new TextEncoder().encode('{"flags":{}}')));
});

it('asks conditionally, and tells a 304 from everything else', async () => {
  let asked: string | undefined;
  const post = aClient(
    await aServer((request, response) => {
      asked = request.headers['if-none-match'];
      response.writeHead(304).end();
    }),
  );
  expect(await post('"tag"')).toMatchObject({ kind: 'not-modified' });
  expect(asked).toBe('"tag"');
  // A 304 that nobody has asked for says nothing.
  expect(await post()).toMatchObject({ kind: 'failed', error: { code: 'RELAY_STATUS' } });
});

it('lets its own headers win over the application’s, and reads the key at each request', async () => {
  const seen: IncomingMessage['headers'][] = [];
  const endpoint = await aServer((request, response) => {
    seen.push(request.headers);
    response.end('{}');
  });
  const keys = ['first', undefined];
  const post = aClient(endpoint, {
    headers: { 'X-Team': 'web', 'Content-Type': 'text/plain' },
    apiKey: () => keys[seen.length],
  });
  await post();
  await post();
  expect(seen.map((headers) => [headers['x-api-key'], headers['x-team'], headers['content-type']])).toEqual([
    ['first', 'web', 'application/json'],
    [undefined, 'web', 'application/json'],
  ]);
});

it.each([
  [401, '{"message":"invalid key"}', 'unauthorized', 'RELAY_UNAUTHORIZED', false],
  [
    400,
    '{"message":"error while getting flagset: flagset not found for API key"}',
    'unauthorized',
    'RELAY_UNAUTHORIZED',
    false,
  ],
  [400, '{"errorCode":"INVALID_CONTEXT","errorDetails":"no context"}', 'rejected', 'RELAY_STATUS', false],
  [400, 'Bad Request', 'failed', 'RELAY_STATUS', false],
  [403, '<html>Forbidden</html>', 'forbidden', 'RELAY_FORBIDDEN', false],
  [404, '{"message":"Not Found"}', 'failed', 'RELAY_STATUS', false],
  [429, '', 'rate-limited', 'RELAY_RATE_LIMITED', true],
  [500, '{"errorCode":"RETRIEVING_FLAGS_ERROR","errorDetails":"x"}', 'failed', 'RELAY_STATUS', true],
  [503, '', 'failed', 'RELAY_STATUS', true],
])('takes %i %s for "%s"', async (status, body, kind, code, recoverable) => {
  const answer = await aClient(await aServer(json(status, body)))();
  expect(answer).toMatchObject({ kind, error: { code, recoverable } });
});

it('reads Retry-After, and asks once: when to ask again is not its decision', async () => {
  let requests = 0;
  const endpoint = await aServer((_, response) => {
    requests += 1;
    response.writeHead(429, { 'Retry-After': '7' }).end();
  });
  expect(await aClient(endpoint)()).toMatchObject({ kind: 'rate-limited', retryAfterMs: 7_000 });
  expect(requests).toBe(1);
});

it.each(['hunter2', 'hun"ter2', 'hun\\ter2'])(
  'never quotes the key %s, even when a gateway echoes it',
  async (apiKey) => {
    const endpoint = await aServer(json(401, JSON.stringify({ message: `key ${apiKey} is wrong`, errorCode: apiKey })));
    const answer = await aClient(endpoint, { apiKey: () => apiKey })();
    const said = 'error' in answer ? answer.error.message : '';
    expect(said).toContain('is wrong');
    expect(said).not.toContain('ter2');
  },
);

it.each([
  ['nobody listens', 'http://127.0.0.1:9', undefined],
  ['the connection is reset', undefined, (_: IncomingMessage, response: ServerResponse) => void response.destroy()],
  [
    'the body breaks off',
    undefined,
    (_: IncomingMessage, response: ServerResponse) => {
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('{"flags":', () => response.destroy());
    },
  ],
  [
    'the gzip is broken',
    undefined,
    (_: IncomingMessage, response: ServerResponse) =>
      void response.writeHead(200, { 'Content-Encoding': 'gzip' }).end('not gzip at all'),
  ],
])('says that there was no complete answer when %s', async (_, given, respond: Respond | undefined) => {
  const endpoint = given ?? (await aServer(respond ?? json(200, '')));
  expect(await aClient(endpoint)()).toMatchObject({
    kind: 'failed',
    error: { code: 'RELAY_UNREACHABLE', recoverable: true },
  });
});

it.each([
  ['the headers', () => undefined],
  ['the body', (_: IncomingMessage, response: ServerResponse) => void response.writeHead(200).write('{')],
] satisfies [string, Respond][])('gives up when %s do not come within timeoutMs', async (_, respond) => {
  const answer = await aClient(await aServer(respond), { timeoutMs: 60 })();
  expect(answer).toMatchObject({
    kind: 'failed',
    error: { code: 'RELAY_TIMEOUT', message: expect.stringContaining('60 ms') },
  });
});

it('gives up a `fetch` of the application’s that does not listen to its signal', async () => {
  const clock = createFakeClock();
  const answer = aClient('http://relay.test', { fetch: () => new Promise(() => undefined) }, { clock })();
  await clock.advance(5_000);
  expect(await answer).toMatchObject({ kind: 'failed', error: { code: 'RELAY_TIMEOUT' } });
  expect(clock.pending()).toBe(0);
});

it('leaves no timer behind, whatever the answer', async () => {
  const clock = createFakeClock();
  for (const status of [200, 401, 503]) await aClient(await aServer(json(status, '{}')), {}, { clock })();
  expect(clock.pending()).toBe(0);
});

it('is aborted by its caller, before and while it asks', async () => {
  const abort = new AbortController();
  const endpoint = await aServer(() => abort.abort());
  expect(await aClient(endpoint)(undefined, abort.signal)).toEqual({ kind: 'aborted' });
  expect(await aClient(endpoint)(undefined, abort.signal)).toEqual({ kind: 'aborted' });
});

it('gives an endless body up while it reads it', async () => {
  let sent = 0;
  const chunk = Buffer.alloc(1_000_000, ' ');
  const endpoint = await aServer((_, response) => {
    response.writeHead(200);
    const pump = (): void => {
      if (response.destroyed) return;
      sent += chunk.byteLength;
      response.write(chunk, pump);
    };
    pump();
  });
  expect(await aClient(endpoint, { timeoutMs: 30_000 })()).toMatchObject({
    kind: 'failed',
    error: { code: 'RELAY_BODY_TOO_LARGE' },
  });
  expect(sent).toBeLessThan(2 * BODY_LIMIT_BYTES);
});

it('reads Last-Modified where JavaScript can', async () => {
  const modified = async (text: string) => {
    const answer = await aClient(await aServer(json(200, '{}', { 'Last-Modified': text })))();
    return answer.kind === 'body' ? answer.body.lastModifiedMs : 'no body';
  };
  expect(await modified('Mon, 23 Nov 2026 07:35:15 UTC')).toBe(Date.UTC(2026, 10, 23, 7, 35, 15));
  expect(await modified('Mon, 23 Nov 2026 07:35:15 CEST')).toBeUndefined();
});
