import { expect, it } from 'vitest';
import { createFakeClock } from '../platform/fake-clock.ts';
import { createPostEvents } from './post-events.ts';
import { createSendBatch } from './send-batch.ts';

const TAKEN = '{"ingestedContentCount":2}';

function aWay(respond: (request: Request) => Promise<Response> | Response) {
  const requests: Request[] = [];
  const clock = createFakeClock();
  const send = createSendBatch(
    {
      endpoint: 'http://relay.test/prefix',
      headers: { 'X-Team': 'web' },
      apiKey: () => 'key',
      fetch: undefined,
    },
    {
      clock,
      requestInit: { credentials: 'omit' },
      fetch: async (request) => {
        requests.push(request);
        return respond(request);
      },
    },
  );
  return { clock, requests, post: createPostEvents(send, clock, 10_000) };
}

const answer =
  (status: number, text: string, headers: Record<string, string> = {}) =>
  () =>
    new Response(text, { status, headers });

it('sends events with the key and the application’s headers, without a `meta` that would take their ids away', async () => {
  const { post, requests } = aWay(answer(200, TAKEN));
  expect(await post(['{"a":1}', '{"b":2}'], false)).toEqual({ kind: 'accepted' });
  const [request] = requests;
  expect(request?.method).toBe('POST');
  expect(request?.url).toBe('http://relay.test/prefix/v1/data/collector');
  expect(Object.fromEntries(request?.headers ?? [])).toEqual({
    'content-type': 'application/json',
    'x-api-key': 'key',
    'x-team': 'web',
  });
  expect(await request?.json()).toEqual({ events: [{ a: 1 }, { b: 2 }] });
});

it.each([
  [200, '<!doctype html>', 'failed'],
  [204, '', 'accepted'],
  [400, '{"message":"collectEvalData: invalid input data"}', 'refused'],
  [400, '{"message":"error while getting flagset: flagset not found"}', 'failed'],
  [401, '{"message":"Unauthorized"}', 'failed'],
  [413, 'too large', 'refused'],
  [502, 'bad gateway', 'failed'],
])('takes %i with %j for %s', async (status, text, kind) => {
  const body = status === 204 ? null : text;
  const { post } = aWay(() => new Response(body, { status }));
  expect(await post(['{}'], false)).toMatchObject({ kind });
});

it('waits as long as a 429 asks, and for half a minute where that cannot be read', async () => {
  const readable = aWay(answer(429, '', { 'Retry-After': '7' }));
  expect(await readable.post(['{}'], false)).toMatchObject({ retryAfterMs: 7_000 });
  const hidden = aWay(answer(429, ''));
  expect(await hidden.post(['{}'], false)).toMatchObject({ retryAfterMs: 30_000 });
});

it('gives up a request that is never answered', async () => {
  const { clock, post } = aWay(
    (request) =>
      new Promise((_, reject) => {
        request.signal.addEventListener('abort', () => reject(request.signal.reason));
      }),
  );
  const outcome = post(['{}'], false);
  await clock.advance(10_000);
  expect(await outcome).toEqual({ kind: 'failed', problem: 'no answer within 10000 ms', retryAfterMs: undefined });
});

it('has the request under way when it returns: a page that closes gives no second turn', () => {
  const { post, requests } = aWay(answer(200, TAKEN));
  void post(['{}'], true);
  expect(requests).toHaveLength(1);
  expect(requests[0]?.keepalive).toBe(true);
});
