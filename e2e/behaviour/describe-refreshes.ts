import { ProviderEvents, ProviderStatus } from '@openfeature/web-sdk';
import { describe, expect, it } from 'vitest';
import { status as answers, rateLimited } from '../faults/fault.ts';
import { nextEvent } from './an-api.ts';
import { type BehaviourStage, FLAGS, KEY } from './behaviour-stage.ts';

/** What becomes of a refresh. */
export function describeRefreshes(stage: BehaviourStage): void {
  const { path, ready } = stage;
  describe('a refresh', () => {
    it('costs a 304 without a body while nothing changes, and tells nothing', async () => {
      const provider = await ready();
      const told: unknown[] = [];
      for (const type of Object.values(ProviderEvents)) stage.api.addHandler(type, () => told.push(type));
      told.length = 0;
      await provider.refresh();
      expect(stage.proxy.requestsTo(path).at(-1)).toMatchObject({ status: 304, bytes: 0 });
      expect(told).toEqual([]);
    });

    it('names exactly the flags that were added, removed and edited', async () => {
      const provider = await ready();
      const event = nextEvent(stage.api, ProviderEvents.ConfigurationChanged);
      const { list: _, ...kept } = FLAGS;
      await stage.relay.writeFlags({
        ...kept,
        rate: { ...FLAGS.rate, defaultRule: { variation: 'half' } },
        added: { variations: { on: true }, defaultRule: { variation: 'on' } },
      });
      await provider.refresh();
      expect([...((await event)['flagsChanged'] as string[])].sort()).toEqual(['added', 'list', 'rate']);
      expect(stage.client.getNumberValue('rate', 7)).toBe(0.5);
      expect(stage.client.getObjectDetails('list', []).errorCode).toBe('FLAG_NOT_FOUND');
    });

    it('that fails changes nothing twice, is STALE with a reason the third time, and READY at the next success', async () => {
      // Failures are counted, so none may come that nobody has asked for: while flags are served, the next is a poll away at least.
      const provider = await ready({ pollIntervalMs: 60_000 });
      const stale = nextEvent(stage.api, ProviderEvents.Stale);
      stage.proxy.inflict({ path, fault: answers(500), times: 3 });
      for (let failure = 1; failure <= 3; failure += 1) {
        expect(stage.client.providerStatus).toBe(ProviderStatus.READY);
        await provider.refresh();
      }
      expect(stage.client.providerStatus).toBe(ProviderStatus.STALE);
      expect((await stale)['message']).toContain('500');
      expect(stage.client.getBooleanDetails('admin', false)).toMatchObject({ value: true, reason: 'TARGETING_MATCH' });
      const recovered = nextEvent(stage.api, ProviderEvents.Ready);
      await provider.refresh();
      await recovered;
      expect(stage.client.providerStatus).toBe(ProviderStatus.READY);
    });

    it('with a key that is refused serves on, STALE, and recovers with another', async () => {
      const provider = await ready();
      const lift = stage.proxy.inflict({ path, fault: answers(401) });
      await provider.refresh();
      expect(stage.client.providerStatus).toBe(ProviderStatus.STALE);
      expect(stage.client.getBooleanValue('admin', false)).toBe(true);
      lift();
      await provider.setApiKey('wrong');
      expect(stage.client.providerStatus).toBe(ProviderStatus.STALE);
      await provider.setApiKey(KEY);
      expect(stage.client.providerStatus).toBe(ProviderStatus.READY);
    });

    it('at a gateway’s 403 is one failure among others', async () => {
      const provider = await ready();
      stage.proxy.inflict({ path, fault: answers(403), times: 1 });
      await provider.refresh();
      expect(stage.client.providerStatus).toBe(ProviderStatus.READY);
    });

    it('sends nothing while a 429 holds', async () => {
      const provider = await ready();
      stage.proxy.inflict({ path, fault: rateLimited(60, 'readable'), times: 1 });
      await provider.refresh();
      const sent = stage.proxy.requestsTo(path).length;
      await provider.refresh();
      await provider.refresh();
      expect(stage.proxy.requestsTo(path)).toHaveLength(sent);
      expect(stage.client.getBooleanValue('admin', false)).toBe(true);
    });

    it('believes that all flags are gone only when it is told twice', async () => {
      const provider = await ready();
      await stage.relay.writeFlags({});
      await provider.refresh();
      expect(stage.client.getBooleanValue('admin', false)).toBe(true);
      await provider.refresh();
      expect(stage.client.getBooleanDetails('admin', false).errorCode).toBe('FLAG_NOT_FOUND');
    });

    it('gives an endless body up', async () => {
      const provider = await ready();
      stage.proxy.inflict({ path, fault: { kind: 'huge', bytes: 20_000_000_000 }, times: 1 });
      await provider.refresh();
      // Browsers read ahead of the page that gives up: WebKit some 180 MB where the machine is busy, 2 GB where it is not.
      expect(stage.proxy.requestsTo(path).at(-1)?.bytes).toBeLessThan(10_000_000_000);
      expect(stage.client.getBooleanValue('admin', false)).toBe(true);
    });
  });
}
