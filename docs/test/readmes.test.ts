import { OpenFeature } from '@openfeature/web-sdk';
import { expect, it, vi } from 'vitest';
import { exampleRelay } from './example-relay.ts';

const example = exampleRelay();
const ADMIN = 'd45e303a-38c2-11ed-a261-0242ac120002';

/** Answers the engine's README, which names no host, with a flag for the plan `pro`; for all from the year 2027 on. */
function answerConfiguration(): void {
  const configuration = {
    flags: {
      'new-checkout': {
        variations: { on: true, off: false },
        targeting: [{ query: 'plan eq "pro"', variation: 'on' }],
        defaultRule: { variation: 'off' },
        scheduledRollout: [{ date: '2027-01-01T00:00:00Z', defaultRule: { variation: 'on' } }],
      },
    },
  };
  vi.stubGlobal('fetch', async () => Response.json(configuration));
}

it('evaluates by the engine alone', async () => {
  answerConfiguration();
  const { answer } = await import('./readmes/engine.ts');
  expect(answer).toMatchObject({ value: true, variation: 'on', reason: 'TARGETING_MATCH', errorCode: '' });
});

it('asks the engine for a later answer', async () => {
  vi.setSystemTime('2026-12-01T00:00:00Z');
  answerConfiguration();
  const { after, before } = await import('./readmes/engine-preview.ts');
  expect([before, after]).toMatchObject([{ value: false }, { value: true }]);
  vi.useRealTimers();
});

it('gives requests of an edge function their flags', async () => {
  const { default: worker } = await import('./readmes/core-edge.ts');
  const request = new Request('https://edge.example.com/', { headers: { 'x-user-id': ADMIN } });
  const response = await worker.fetch(request, {}, { waitUntil: () => undefined });
  expect(await response.json()).toMatchObject({ fast: true, bootstrap: expect.stringContaining('fast-checkout') });
});

it('starts without a relay proxy', async () => {
  const { provider } = await import('./readmes/core-configuration.ts');
  await OpenFeature.setProviderAndWait(provider);
  expect(OpenFeature.getClient().getBooleanValue('fast-checkout', false)).toBe(true);
});

it('starts a relay proxy from a test, and lets things go wrong', async () => {
  await import('./readmes/dev-relay.ts');
  expect(example.said()).toHaveLength(1);
});
