import { ProviderEvents } from '@openfeature/web-sdk';
import { describe, expect, it } from 'vitest';
import { nextEvent } from './an-api.ts';
import { type BehaviourStage, FLAGS, KEY } from './behaviour-stage.ts';

/** What options do. */
export function describeOptions(stage: BehaviourStage): void {
  const { aProvider, path, ready } = stage;
  describe('options:', () => {
    it('flagList limits what is there', async () => {
      await ready({ flagList: ['admin'] });
      expect(stage.client.getBooleanValue('admin', false)).toBe(true);
      expect(stage.client.getNumberDetails('rate', 7).errorCode).toBe('FLAG_NOT_FOUND');
    });

    it('headers go along, and the provider’s own win', async () => {
      await ready({ headers: { 'X-Team': 'web', 'X-API-Key': 'theirs', 'Content-Type': 'text/plain' } });
      expect(stage.proxy.requestsTo(path).at(-1)?.headers).toMatchObject({
        'x-team': 'web',
        'x-api-key': KEY,
        'content-type': 'application/json',
      });
    });

    it('fetch is used', async () => {
      const asked: string[] = [];
      await ready({
        fetch: (input, init) => {
          asked.push(input instanceof Request ? input.url : String(input));
          return fetch(input, init);
        },
      });
      expect(asked).toEqual([`${stage.proxy.url}${path}`]);
    });

    it('pollIntervalMs brings an edit', async () => {
      await ready({ pollIntervalMs: 1_000 });
      const event = nextEvent(stage.api, ProviderEvents.ConfigurationChanged);
      await stage.relay.writeFlags({ ...FLAGS, rate: { ...FLAGS.rate, defaultRule: { variation: 'half' } } });
      expect((await event)['flagsChanged']).toEqual(['rate']);
    });

    it('a wrong one throws, with its name, its range and the value', () => {
      expect(() => aProvider({ timeoutMs: -1 })).toThrow(/^"timeoutMs" must be .* got -1\.$/);
      expect(() => aProvider({ endpoint: 'relay' })).toThrow(/^"endpoint" must be .* got "relay"\.$/);
    });
  });
}
