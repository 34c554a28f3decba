import { ProviderStatus } from '@openfeature/web-sdk';
import { describe, expect, it } from 'vitest';
import { status as answers } from '../faults/fault.ts';
import { anApi } from './an-api.ts';
import { ALICE, type BehaviourStage, KEY } from './behaviour-stage.ts';
import type { CommonOptions } from './mode.ts';

/** A store of the application's own, which outlives a provider. */
function aStorage(): { entries: Map<string, string>; storage: NonNullable<Exclude<CommonOptions['storage'], string>> } {
  const entries = new Map<string, string>();
  return {
    entries,
    storage: {
      get: (key) => entries.get(key),
      set: (key, value) => void entries.set(key, value),
      delete: (key) => void entries.delete(key),
    },
  };
}

/** What outlives a provider. */
export function describeStorage(stage: BehaviourStage): void {
  const { aProvider, path, ready } = stage;
  describe('what is stored', () => {
    /** What a page that was here before has left. */
    async function aVisit(): Promise<ReturnType<typeof aStorage>> {
      const stored = aStorage();
      const provider = aProvider({ storage: stored.storage });
      const first = anApi();
      await first.setProviderAndWait(provider, ALICE);
      await first.close();
      await expect.poll(() => JSON.stringify([...stored.entries])).toContain('team-a');
      return stored;
    }

    it('makes the next page ready before any network', async () => {
      const { storage } = await aVisit();
      await stage.relay.vanish();
      await ready({ storage });
      expect(stage.client.getBooleanDetails('admin', false)).toMatchObject({ value: true, variant: 'on' });
      expect(stage.client.providerStatus).toBe(ProviderStatus.READY);
    });

    it('helps out where the network goes first and fails', async () => {
      const { storage } = await aVisit();
      stage.proxy.inflict({ path, fault: answers(503) });
      await ready({ storage, cacheMode: 'network-first' });
      expect(stage.client.getBooleanValue('admin', false)).toBe(true);
    });

    it('does not cover up that a key is refused, where the network goes first', async () => {
      const { storage } = await aVisit();
      for (const refusal of [403, 401]) {
        stage.proxy.inflict({ path, fault: answers(refusal), times: 1 });
        const provider = aProvider({ storage, cacheMode: 'network-first' });
        await expect(stage.api.setProviderAndWait(provider, ALICE)).rejects.toThrow(String(refusal));
        expect(stage.client.providerStatus).toBe(ProviderStatus.FATAL);
      }
    });

    it('is not used where caching is disabled or the entry is too old', async () => {
      const { storage } = await aVisit();
      await stage.relay.vanish();
      for (const options of [{ cacheMode: 'disabled' }, { cacheMaxAgeMs: 0 }] as const) {
        await expect(stage.api.setProviderAndWait(aProvider({ storage, ...options }), ALICE)).rejects.toThrow();
      }
    });

    it('belongs to one endpoint, key and flag list, and is read for no other', async () => {
      const { storage } = await aVisit();
      await stage.relay.vanish();
      const endpoint = `${stage.proxy.url}/prefix`;
      for (const options of [{ endpoint }, { apiKey: 'another-key' }, { flagList: ['admin', 'colour'] }]) {
        await expect(stage.api.setProviderAndWait(aProvider({ storage, ...options }), ALICE)).rejects.toThrow();
        expect(stage.client.getBooleanDetails('admin', true)).toMatchObject({
          value: true,
          errorCode: 'PROVIDER_NOT_READY',
        });
      }
      await ready({ storage });
    });

    it('names neither key nor user', async () => {
      const { entries } = await aVisit();
      const everything = JSON.stringify([...entries]);
      expect(everything).not.toContain(KEY);
      expect(everything).not.toContain('alice');
    });

    it('is deleted when the key is refused', async () => {
      const { entries, storage } = await aVisit();
      const provider = await ready({ storage });
      stage.proxy.inflict({ path, fault: answers(401) });
      await provider.refresh();
      await expect.poll(() => JSON.stringify([...entries])).not.toContain('team-a');
    });

    it('is forgotten by a visit that stores nothing itself', async () => {
      const { entries, storage } = await aVisit();
      const provider = await ready({ storage, cacheMode: 'disabled' });
      expect([...entries]).not.toEqual([]);
      await provider.forget();
      expect([...entries]).toEqual([]);
    });

    it('is forgotten without a trace', async () => {
      const { entries, storage } = await aVisit();
      const provider = await ready({ storage });
      await provider.refresh();
      await provider.forget();
      await provider.refresh();
      expect([...entries]).toEqual([]);
    });
  });
}
