import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Relay } from '../relay/relay.ts';
import { startRelay } from '../relay/start-relay.ts';
import { ask, type RawAnswer } from './ask.ts';
import { type ComparableAnswer, comparable } from './comparable-answer.ts';
import { CONTRACT_FLAGS } from './contract-flags.ts';
import { CONDITIONAL_REQUESTS, CONTRACT_REQUESTS, SINGLE_REQUESTS } from './contract-requests.ts';
import { keyCredentials, OPEN_CREDENTIALS } from './credential.ts';
import { ADMIN_KEY, ENRICHMENT } from './relay-pair.ts';
import { type ServedEdge, serveEdge } from './serve-edge.ts';

const KEY = 'browser-key';
const OFREP_REQUESTS = [...CONTRACT_REQUESTS, ...SINGLE_REQUESTS].filter(({ path }) => path.startsWith('/ofrep/'));
const CONDITIONAL = CONDITIONAL_REQUESTS.filter(({ path }) => path.startsWith('/ofrep/'));

/** What an edge says besides: pages may read the validator, and need not ask before each poll. */
const EDGE_ONLY = ['access-control-expose-headers: ETag, Retry-After', 'access-control-max-age: 7200'];

function withoutOwn(answer: ComparableAnswer): ComparableAnswer {
  const own = new Set([...EDGE_ONLY, 'x-gofeatureflag-version: a version']);
  return { ...answer, headers: answer.headers.filter((line) => !own.has(line)) };
}

describe.each([
  { title: 'an open edge', apiKeys: [], credentials: OPEN_CREDENTIALS },
  { title: 'an edge with keys', apiKeys: [KEY], credentials: keyCredentials(KEY) },
])('$title', ({ apiKeys, credentials }) => {
  let relay: Relay;
  let edge: ServedEdge;
  beforeAll(async () => {
    relay = await startRelay({
      flags: CONTRACT_FLAGS,
      apiKeys,
      evaluationContextEnrichment: ENRICHMENT,
      adminKey: ADMIN_KEY,
    });
    if (relay.kind === 'external') throw new Error('the contract test starts a relay proxy of its own');
    edge = await serveEdge({ endpoint: relay.url, apiKey: apiKeys[0], apiKeys });
  });
  afterAll(async () => {
    await edge?.[Symbol.asyncDispose]();
    await relay?.close();
  });

  async function bothAnswers(request: Parameters<typeof ask>[1]): Promise<readonly [RawAnswer, RawAnswer]> {
    return Promise.all([ask(relay.url, request), ask(edge.url, request)]);
  }

  it('is asked something', () => expect(OFREP_REQUESTS.length).toBeGreaterThan(30));

  describe.each(credentials)('and $title', ({ headers, passes }) => {
    it.each(OFREP_REQUESTS)('answers $title as the relay proxy does', async (request) => {
      const [real, mine] = await bothAnswers({ ...request, headers: { ...request.headers, ...headers } });
      expect(real.status).toBe(passes || !request.guarded ? request.status : 401);
      expect(withoutOwn(comparable(mine, request.path))).toEqual(withoutOwn(comparable(real, request.path)));
    });
  });

  it.each(CONDITIONAL)('answers a held validator as the relay proxy does: $title', async (request) => {
    const asked = { ...request, headers: { ...request.headers, ...credentials[0]?.headers } };
    const [answer] = await bothAnswers(asked);
    const entityTag = answer.headers.find(([name]) => name === 'etag')?.[1] ?? '';
    for (const [ifNoneMatch, status] of [
      [entityTag, 304],
      [`W/${entityTag}`, 304],
      ['*', 200],
    ] as const) {
      const [real, mine] = await bothAnswers({ ...asked, headers: { ...asked.headers, 'If-None-Match': ifNoneMatch } });
      expect(mine.status, ifNoneMatch).toBe(status);
      expect(withoutOwn(comparable(mine, request.path))).toEqual(withoutOwn(comparable(real, request.path)));
    }
  });

  it('lets pages of other origins read the validator, and spares them preflights', async () => {
    const [bulk] = OFREP_REQUESTS.filter(({ title }) => title === 'bulk evaluation: from a page of another origin');
    const [preflight] = OFREP_REQUESTS.filter(({ method }) => method === 'OPTIONS');
    if (bulk === undefined || preflight === undefined) throw new Error('the table lacks them');
    const answered = await ask(edge.url, { ...bulk, headers: { ...bulk.headers, ...credentials[0]?.headers } });
    expect(comparable(answered, bulk.path).headers).toContain(EDGE_ONLY[0]);
    expect(comparable(await ask(edge.url, preflight), preflight.path).headers).toContain(EDGE_ONLY[1]);
  });
});
