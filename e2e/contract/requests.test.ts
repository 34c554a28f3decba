import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './ask.ts';
import { comparable } from './comparable-answer.ts';
import { CONTRACT_FLAGS, OTHER_FLAGS } from './contract-flags.ts';
import type { ContractRequest } from './contract-request.ts';
import { CONDITIONAL_REQUESTS, CONTRACT_REQUESTS, SINGLE_REQUESTS } from './contract-requests.ts';
import { adminCredential, type Credential, keyCredentials, OPEN_CREDENTIALS } from './credential.ts';
import { ADMIN_KEY, type PairSpec, type RelayPair, startRelayPair } from './relay-pair.ts';

const ALL_REQUESTS = [...CONTRACT_REQUESTS, ...SINGLE_REQUESTS];
const KEY = 'browser-key';
const TEAM_A = { name: 'team-a', apiKeys: ['key-of-a'], flags: CONTRACT_FLAGS };
const TEAM_B = { name: 'team-b', apiKeys: ['key-of-b'], flags: OTHER_FLAGS };

/** How the relays are set up, who asks them, and what. */
const SETUPS: readonly {
  readonly title: string;
  readonly spec: PairSpec;
  readonly credentials: readonly Credential[];
  readonly requests: readonly ContractRequest[];
}[] = [
  {
    title: 'an open relay',
    spec: { flags: [{ name: 'default', apiKeys: [], flags: CONTRACT_FLAGS }], withFlagSets: false },
    credentials: OPEN_CREDENTIALS,
    requests: ALL_REQUESTS,
  },
  {
    title: 'a relay with keys',
    spec: { flags: [{ name: 'default', apiKeys: [KEY], flags: CONTRACT_FLAGS }], withFlagSets: false },
    credentials: [...keyCredentials(KEY), adminCredential(ADMIN_KEY)],
    requests: ALL_REQUESTS,
  },
  {
    title: 'a relay with flag sets, asked by the first',
    spec: { flags: [TEAM_A, TEAM_B], withFlagSets: true },
    credentials: keyCredentials('key-of-a'),
    requests: ALL_REQUESTS,
  },
  {
    title: 'a relay with flag sets, asked by the second',
    spec: { flags: [TEAM_A, TEAM_B], withFlagSets: true },
    credentials: keyCredentials('key-of-b').slice(0, 1),
    requests: CONTRACT_REQUESTS,
  },
];

describe.each(SETUPS)('$title', ({ spec, credentials, requests }) => {
  let pair: RelayPair;
  beforeAll(async () => {
    pair = await startRelayPair(spec);
  });
  afterAll(async () => {
    await pair?.[Symbol.asyncDispose]();
  });

  async function answers(request: ContractRequest, headers: { readonly [name: string]: string }) {
    const asked = { ...request, headers: { ...request.headers, ...headers } };
    const [real, embedded] = await Promise.all([ask(pair.real.url, asked), ask(pair.embedded.url, asked)]);
    return { real: comparable(real, request.path), embedded: comparable(embedded, request.path), raw: real };
  }

  describe.each(credentials)('and $title', ({ headers, passes }) => {
    it.each(requests)('answers alike to $title', async (request) => {
      const { real, embedded } = await answers(request, headers);
      expect(real.status).toBe(passes || !request.guarded ? request.status : 401);
      expect(embedded).toEqual(real);
    });
  });

  const [rightKey] = credentials;
  it.each(CONDITIONAL_REQUESTS)('answers a held validator alike to $title', async (request) => {
    const { raw } = await answers(request, rightKey?.headers ?? {});
    const entityTag = raw.headers.find(([name]) => name === 'etag')?.[1] ?? '';
    expect(entityTag).toMatch(/^"\d+-[0-9a-f]{40}"$/);
    for (const [ifNoneMatch, status] of [
      [entityTag, 304],
      [`W/${entityTag}`, 304],
      ['*', 200],
      [`${entityTag}, "other"`, 200],
      [entityTag.replaceAll('"', ''), 200],
    ] as const) {
      const { real, embedded } = await answers(request, { ...rightKey?.headers, 'If-None-Match': ifNoneMatch });
      expect(real.status, ifNoneMatch).toBe(status);
      expect(embedded, ifNoneMatch).toEqual(real);
    }
  });
});
