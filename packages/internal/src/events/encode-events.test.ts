import { expect, it } from 'vitest';
import { createEventsEncoder } from './encode-events.ts';
import type { EventRecord } from './event-record.ts';

const BASE = { atMs: 1_750_000_000_999, userKey: 'u', isAnonymous: false, key: 'f' };
const EXPOSURE: EventRecord = {
  ...BASE,
  kind: 'feature',
  variation: 'on',
  value: { a: [1] },
  isFailed: false,
  version: '1.2',
};
const TRACKED: EventRecord = { ...BASE, kind: 'tracking', isAnonymous: true, context: { a: 1 }, details: { value: 2 } };

it('writes the members that the collector knows, and no others', () => {
  const encode = createEventsEncoder('page', 'INPROCESS', { team: 'web' });
  expect(encode([EXPOSURE, TRACKED]).map((text) => JSON.parse(text))).toEqual([
    {
      kind: 'feature',
      contextKind: 'user',
      userKey: 'u',
      creationDate: 1_750_000_000,
      key: 'f',
      variation: 'on',
      value: { a: [1] },
      default: false,
      version: '1.2',
      source: 'INPROCESS',
      metadata: { team: 'web', goffEventId: 'page-1' },
    },
    {
      kind: 'tracking',
      contextKind: 'anonymousUser',
      userKey: 'u',
      creationDate: 1_750_000_000,
      key: 'f',
      evaluationContext: { a: 1 },
      trackingEventDetails: { value: 2, goffEventId: 'page-2' },
    },
  ]);
});

it('leaves out a version that does not exist, and an event that JSON cannot hold', () => {
  const encode = createEventsEncoder('page', 'PROVIDER_CACHE', {});
  const cyclic: { self?: unknown } = {};
  cyclic.self = cyclic;
  const [only, ...others] = encode([
    { ...TRACKED, details: cyclic },
    { ...EXPOSURE, version: '' },
  ] as EventRecord[]);
  expect(others).toEqual([]);
  expect(JSON.parse(only ?? '')).not.toHaveProperty('version');
});
