import { ADMIN } from './contract-flags.ts';
import type { ContractRequest } from './contract-request.ts';

const CONFIGURATION = '/v1/flag/configuration';
const BULK = '/ofrep/v1/evaluate/flags';
const COLLECTOR = '/v1/data/collector';
const JSON_TYPE = { 'Content-Type': 'application/json' };
const ORIGIN = { Origin: 'https://shop.example' };
const CONTEXT = JSON.stringify({ context: ADMIN });

function post(title: string, path: string, body: unknown, status: number): ContractRequest {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { title, method: 'POST', path, headers: JSON_TYPE, body: text, status, guarded: true };
}

function single(title: string, encodedKey: string, status: number, body: unknown = CONTEXT): ContractRequest {
  return post(`single evaluation: ${title}`, `${BULK}/${encodedKey}`, body, status);
}

/** Every route that the packages of this project call. */
const ROUTES: readonly ContractRequest[] = [
  post('configuration: all flags', CONFIGURATION, {}, 200),
  post(
    'configuration: a list of flags with an unknown one',
    CONFIGURATION,
    { flags: ['half', 'nobody', 'object'] },
    200,
  ),
  post('configuration: a list that matches nothing', CONFIGURATION, { flags: ['nobody'] }, 200),
  post('configuration: an empty list', CONFIGURATION, { flags: [] }, 200),
  post('configuration: null for the list', CONFIGURATION, { flags: null }, 200),
  post('configuration: a text for the list', CONFIGURATION, { flags: 'half' }, 400),
  post('configuration: a number in the list', CONFIGURATION, { flags: [1] }, 400),
  post('configuration: a truncated body', CONFIGURATION, '{"flags":["half"', 400),
  post('configuration: no JSON', CONFIGURATION, 'nonsense', 400),
  { ...post('configuration: no body', CONFIGURATION, '', 200), headers: {} },
  { ...post('configuration: text/plain', CONFIGURATION, '{}', 400), headers: { 'Content-Type': 'text/plain' } },
  {
    ...post('configuration: a form', CONFIGURATION, 'a=b', 200),
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
  },
  {
    ...post('configuration: from a page of another origin', CONFIGURATION, {}, 200),
    headers: { ...JSON_TYPE, ...ORIGIN },
  },

  post('bulk evaluation: an admin', BULK, CONTEXT, 200),
  post('bulk evaluation: an anonymous stranger', BULK, { context: { targetingKey: 'stranger', anonymous: true } }, 200),
  post('bulk evaluation: an empty context', BULK, { context: {} }, 200),
  post('bulk evaluation: a number for the targeting key', BULK, { context: { targetingKey: 7, plan: 'pro' } }, 200),
  post('bulk evaluation: a number for another key', BULK, { context: { company: { id: 7 } } }, 200),
  post('bulk evaluation: an empty text for another key', BULK, { context: { company: { id: '' } } }, 200),
  post('bulk evaluation: a text where another key goes through', BULK, { context: { company: 'none' } }, 200),
  post(
    'bulk evaluation: a list of flags',
    BULK,
    { context: { ...ADMIN, gofeatureflag: { flagList: ['object', 'half', 'nobody'] } } },
    200,
  ),
  post(
    'bulk evaluation: at another date',
    BULK,
    { context: { ...ADMIN, gofeatureflag: { currentDateTime: '2019-06-01T00:00:00Z' } } },
    200,
  ),
  post('bulk evaluation: no context', BULK, {}, 400),
  post('bulk evaluation: null for the context', BULK, { context: null }, 400),
  post('bulk evaluation: a text for the context', BULK, { context: 'admin' }, 400),
  post('bulk evaluation: a list for a body', BULK, [], 400),
  post('bulk evaluation: a truncated body', BULK, CONTEXT.slice(0, -3), 400),
  post('bulk evaluation: no JSON', BULK, '{context', 400),
  { ...post('bulk evaluation: text/plain', BULK, CONTEXT, 400), headers: { 'Content-Type': 'text/plain' } },
  { ...post('bulk evaluation: no body', BULK, '', 400), headers: {} },
  {
    ...post('bulk evaluation: from a page of another origin', BULK, CONTEXT, 200),
    headers: { ...JSON_TYPE, ...ORIGIN },
  },

  post(
    'collector: a feature event',
    COLLECTOR,
    {
      meta: { provider: 'web', openfeature: true },
      events: [
        {
          kind: 'feature',
          contextKind: 'user',
          userKey: 'u',
          creationDate: 1_700_000_000,
          key: 'half',
          variation: 'on',
          value: true,
          default: false,
          source: 'INPROCESS',
        },
      ],
    },
    200,
  ),
  post(
    'collector: a tracking event',
    COLLECTOR,
    {
      events: [
        {
          kind: 'tracking',
          contextKind: 'user',
          userKey: 'u',
          creationDate: 1_700_000_000,
          key: 'bought',
          evaluationContext: {},
          trackingEventDetails: { value: 3 },
        },
      ],
    },
    200,
  ),
  post('collector: no events', COLLECTOR, { events: [] }, 200),
  post('collector: an event without anything', COLLECTOR, { events: [{}] }, 200),
  post(
    'collector: an event that cannot be read is still counted',
    COLLECTOR,
    { events: [{ kind: 'feature', version: 1 }] },
    200,
  ),
  post('collector: an event that is no object', COLLECTOR, { events: [1] }, 400),
  post('collector: without events', COLLECTOR, { meta: {} }, 400),
  post('collector: null for the events', COLLECTOR, { events: null }, 400),
  post('collector: a truncated body', COLLECTOR, '{"events":[', 400),
  { ...post('collector: no body', COLLECTOR, '', 400), headers: {} },
  { ...post('collector: text/plain', COLLECTOR, '{"events":[]}', 400), headers: { 'Content-Type': 'text/plain' } },

  { title: 'flag hashes', method: 'GET', path: '/v1/flag/change', status: 200, guarded: true },
];

/** Single evaluations name a flag, so they have to run where that flag is: with the first flags. */
export const SINGLE_REQUESTS: readonly ContractRequest[] = [
  single('a targeting match', 'flag-only-for-admin', 200),
  single('escaped text', 'text-escapes', 200),
  single('a rollout', 'half', 200),
  single('a rollout without a targeting key', 'half', 400, { context: {} }),
  single('a rollout by another key', 'by-company', 200),
  single('a switched-off flag', 'switched-off', 200),
  single('an enriched context', 'enriched', 200),
  single('a schedule', 'scheduled', 200),
  single('an unknown flag', 'nobody', 404),
  single('a flag that was left out', 'left-out-mixed-types', 404),
  single('a key with an encoded space and a raw slash', 'with%20space/and%20slash', 200),
  single('a key with an encoded slash', 'with%20space%2Fand%20slash', 404),
  single('a key that every object has', 'toString', 200),
  single('no context', 'half', 400, {}),
  single('no JSON', 'half', 400, 'nonsense'),
];

/** Paths nobody serves, wrong methods, and what needs no key. */
const ODDITIES: readonly ContractRequest[] = [
  { title: 'health', method: 'GET', path: '/health', status: 200, guarded: false },
  { title: 'info', method: 'GET', path: '/info', status: 200, guarded: false },
  { title: 'a wrong method without a guard', method: 'POST', path: '/health', status: 405, guarded: false },
  { title: 'a wrong method behind a guard', method: 'GET', path: CONFIGURATION, status: 404, guarded: true },
  { title: 'an unknown path', method: 'GET', path: '/nowhere', headers: ORIGIN, status: 404, guarded: false },
  { title: 'an unknown path behind a guard', method: 'GET', path: '/v1/nowhere', status: 404, guarded: true },
  {
    title: 'the OFREP configuration, which is gone',
    method: 'GET',
    path: '/ofrep/v1/configuration',
    status: 404,
    guarded: true,
  },
  { title: 'two slashes at the start', method: 'POST', path: `/${CONFIGURATION}`, status: 404, guarded: false },
  { title: 'a slash at the end', method: 'GET', path: '/v1/flag/change/', status: 404, guarded: true },
];

function preflight(path: string, requestHeaders?: string): ContractRequest {
  const asked = requestHeaders === undefined ? {} : { 'Access-Control-Request-Headers': requestHeaders };
  return {
    title: `preflight of ${path}${requestHeaders === undefined ? '' : ` with ${requestHeaders}`}`,
    method: 'OPTIONS',
    path,
    headers: { ...ORIGIN, 'Access-Control-Request-Method': 'POST', ...asked },
    status: 204,
    guarded: false,
  };
}

/** What a browser asks before it sends any of the above from another origin. */
const PREFLIGHTS: readonly ContractRequest[] = [
  preflight(CONFIGURATION, 'content-type,if-none-match,x-api-key'),
  preflight(CONFIGURATION),
  preflight(BULK, 'content-type'),
  preflight(`${BULK}/half`, 'content-type'),
  preflight(COLLECTOR, 'content-type,x-api-key'),
  preflight('/stream/v1/sse/flag/change'),
  preflight('/nowhere', 'x-anything'),
  { title: 'OPTIONS without an origin', method: 'OPTIONS', path: CONFIGURATION, status: 204, guarded: false },
];

export const CONTRACT_REQUESTS: readonly ContractRequest[] = [...ROUTES, ...ODDITIES, ...PREFLIGHTS];

/** Requests whose answers carry a validator. */
export const CONDITIONAL_REQUESTS: readonly ContractRequest[] = [...ROUTES, ...SINGLE_REQUESTS].filter(({ title }) =>
  [
    'configuration: all flags',
    'configuration: a list that matches nothing',
    'bulk evaluation: an admin',
    'flag hashes',
  ].includes(title),
);
