import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ask } from './ask.ts';
import { CONTRACT_FLAGS } from './contract-flags.ts';
import { type RelayPair, startRelayPair } from './relay-pair.ts';

const FEATURE = {
  kind: 'feature',
  contextKind: 'user',
  userKey: 'user-1',
  creationDate: 1_700_000_000,
  key: 'half',
  variation: 'on',
  value: { z: 1, a: [null, 'x'] },
  default: false,
  version: '1.10',
  source: 'INPROCESS',
  metadata: { own: true },
} as const;
const TRACKING = {
  kind: 'tracking',
  contextKind: 'anonymousUser',
  userKey: 'user-1',
  creationDate: 1_700_000_000,
  key: 'bought',
  evaluationContext: { targetingKey: 'user-1', plan: 'pro' },
  trackingEventDetails: { value: 99.9, currency: 'EUR' },
} as const;
const META = { provider: 'web', openfeature: true, release: 3 } as const;

/** Batches, and how many events of each kind are kept of them. */
const BATCHES: readonly (readonly [title: string, body: object, features: number, trackings: number])[] = [
  ['a feature event with the metadata of its batch', { meta: META, events: [FEATURE] }, 1, 0],
  ['a feature event with metadata of its own', { events: [FEATURE] }, 1, 0],
  ['a feature event in milliseconds', { events: [{ ...FEATURE, creationDate: 1_700_000_000_123 }] }, 1, 0],
  ['a feature event without anything', { events: [{}, null] }, 2, 0],
  ['an event of an unknown kind', { events: [{ ...FEATURE, kind: 'Tracking' }] }, 1, 0],
  ['a version that is a number', { events: [{ ...FEATURE, version: 1 }] }, 0, 0],
  ['a date that is a text', { events: [{ ...FEATURE, creationDate: '1700000000' }] }, 0, 0],
  ['a default that is a value', { events: [{ ...FEATURE, default: 'on' }] }, 0, 0],
  ['a tracking event, which takes no metadata', { meta: META, events: [TRACKING] }, 0, 1],
  ['a tracking event without anything', { events: [{ kind: 'tracking' }] }, 0, 1],
  ['tracking details that are a text', { events: [{ ...TRACKING, trackingEventDetails: 'none' }] }, 0, 0],
];

describe('the data collector', () => {
  let pair: RelayPair;
  beforeAll(async () => {
    pair = await startRelayPair({
      flags: [{ name: 'default', apiKeys: [], flags: CONTRACT_FLAGS }],
      withFlagSets: false,
    });
  });
  afterAll(async () => {
    await pair?.[Symbol.asyncDispose]();
  });

  it('keeps the same events of the same batches', async () => {
    for (const [title, body] of BATCHES) {
      const asked = {
        method: 'POST',
        path: '/v1/data/collector',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(body),
      };
      const [real, embedded] = await Promise.all([ask(pair.real.url, asked), ask(pair.embedded.url, asked)]);
      expect(embedded.body, title).toBe(real.body);
    }
    const features = BATCHES.reduce((sum, [, , kept]) => sum + kept, 0);
    const trackings = BATCHES.reduce((sum, [, , , kept]) => sum + kept, 0);
    // The real relay writes its events to files now and then.
    await expect.poll(async () => (await pair.real.featureEvents()).length).toBe(features);
    await expect.poll(async () => (await pair.real.trackingEvents()).length).toBe(trackings);

    const kept = pair.embedded.events();
    expect(kept.filter(({ kind }) => kind !== 'tracking')).toEqual(await pair.real.featureEvents());
    expect(kept.filter(({ kind }) => kind === 'tracking')).toEqual(await pair.real.trackingEvents());
  });
});
