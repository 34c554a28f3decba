import { type Client, ProviderEvents, ProviderStatus } from '@openfeature/web-sdk';
import { describe, expect, it } from 'vitest';
import { anApi, nextEvent } from './an-api.ts';
import { ALICE, type BehaviourStage, BOB, FLAGS, KEY } from './behaviour-stage.ts';
import { createProvider, MODES } from './mode.ts';

/** What a snapshot is good for. */
export function describeSnapshots(stage: BehaviourStage): void {
  const { aProvider, ready } = stage;
  describe('a snapshot', () => {
    it.each(MODES)(
      'of %s mode makes the first evaluation answer as it did there, before any network',
      async (other) => {
        const source = createProvider(other, {
          endpoint: stage.proxy.url,
          apiKey: KEY,
          storage: 'memory',
          logLevel: 'off',
        });
        const server = anApi();
        await server.setProviderAndWait(source, ALICE);
        const bootstrap = JSON.parse(JSON.stringify(source.snapshot()));
        const ask = (asked: Client): object[] =>
          [
            asked.getBooleanDetails('admin', false),
            asked.getStringDetails('colour', ''),
            asked.getObjectDetails('limits', {}),
            asked.getBooleanDetails('retired', true),
            asked.getStringDetails('missing', ''),
          ].map(({ errorCode, flagMetadata, reason, value, variant }) => {
            return { errorCode, flagMetadata, reason, value, variant };
          });
        const expected = ask(server.getClient());
        await server.close();

        await stage.relay.vanish();
        stage.api.setProvider(aProvider({ bootstrap }), ALICE);
        expect(stage.client.providerStatus).toBe(ProviderStatus.READY);
        expect(ask(stage.client)).toEqual(expected);
      },
    );

    it('gives way to the relay proxy’s answers without naming a flag that answers the same', async () => {
      const first = await ready();
      const bootstrap = JSON.parse(JSON.stringify(first.snapshot()));
      await stage.relay.writeFlags({ ...FLAGS, rate: { ...FLAGS.rate, defaultRule: { variation: 'half' } } });
      const event = nextEvent(stage.api, ProviderEvents.ConfigurationChanged);
      await ready({ bootstrap });
      expect((await event)['flagsChanged']).toEqual(['rate']);
      expect(stage.client.getNumberValue('rate', 7)).toBe(0.5);
    });

    it('is the caller’s to write to: no answer changes by that, nor the next snapshot', async () => {
      const provider = await ready();
      const snapshot = provider.snapshot();
      const before = JSON.stringify(snapshot);
      for (const [, value] of snapshot?.flags ?? [])
        if (typeof value === 'object') Object.assign(value ?? {}, { x: 1 });
      expect(JSON.stringify(snapshot)).not.toBe(before);
      expect(stage.client.getObjectValue('limits', {})).not.toHaveProperty('x');
      expect(JSON.stringify(provider.snapshot())).toBe(before);
    });

    it('of another user is refused', async () => {
      const first = await ready();
      const bootstrap = JSON.parse(JSON.stringify(first.snapshot()));
      await stage.relay.vanish();
      await expect(stage.api.setProviderAndWait(aProvider({ bootstrap }), BOB)).rejects.toThrow();
      expect(stage.client.getBooleanDetails('admin', true)).toMatchObject({
        value: true,
        errorCode: 'PROVIDER_NOT_READY',
      });
    });
  });
}
