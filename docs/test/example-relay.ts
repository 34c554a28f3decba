import { type DevRelay, startDevRelay } from '@goff-web/dev-relay';
import { OpenFeature } from '@openfeature/web-sdk';
import { afterEach, beforeEach, vi } from 'vitest';

const NAME = 'https://relay.example.com';

/** The relay proxy that the samples name, and what they have written to the console. */
export interface ExampleRelay {
  readonly relay: () => DevRelay;
  readonly said: () => readonly unknown[];
}

/** Puts a relay proxy where `https://relay.example.com` is, for each test anew. */
export function exampleRelay(): ExampleRelay {
  let relay: DevRelay;
  let said: unknown[];
  beforeEach(async () => {
    relay = await startDevRelay({
      flags: {
        'flag-only-for-admin': {
          variations: { yes: true, no: false },
          targeting: [{ query: 'targetingKey eq "d45e303a-38c2-11ed-a261-0242ac120002"', variation: 'yes' }],
          defaultRule: { variation: 'no' },
        },
        'fast-checkout': {
          variations: { on: true, off: false },
          targeting: [{ query: 'targetingKey eq "d45e303a-38c2-11ed-a261-0242ac120002"', variation: 'on' }],
          defaultRule: { variation: 'off' },
        },
        layout: { variations: { grid: 'grid', list: 'list' }, defaultRule: { variation: 'grid' } },
      },
    });
    said = [];
    const platform = globalThis.fetch;
    vi.stubGlobal('fetch', async (input: Request | string | URL, init?: RequestInit) => {
      const request = new Request(input, init);
      if (!request.url.startsWith(NAME)) return platform(request);
      const { headers, method, signal } = request;
      const body = method === 'GET' ? null : await request.text();
      return platform(relay.url + request.url.slice(NAME.length), { body, headers, method, signal });
    });
    vi.spyOn(console, 'log').mockImplementation((...words) => void said.push(words.join(' ')));
    vi.resetModules();
  });
  afterEach(async () => {
    await OpenFeature.clearProviders();
    await OpenFeature.clearContexts();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
    await relay.stop();
  });
  return { relay: () => relay, said: () => said };
}
