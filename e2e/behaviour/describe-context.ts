import { ProviderStatus } from '@openfeature/web-sdk';
import { describe, expect, it } from 'vitest';
import { ALICE, type BehaviourStage, BOB } from './behaviour-stage.ts';

/** Whose answers are given. */
export function describeContext(stage: BehaviourStage): void {
  const { aProvider, ready } = stage;
  describe('the context', () => {
    it('is this user’s and nobody else’s, from the first evaluation on', async () => {
      await ready();
      await stage.api.setContext(BOB);
      expect(stage.client.getBooleanDetails('admin', true)).toMatchObject({ value: false, reason: 'DEFAULT' });
      await stage.api.setContext(ALICE);
      expect(stage.client.getBooleanValue('admin', false)).toBe(true);
    });

    it('is a copy: what the application changes later concerns nobody', async () => {
      const labels = { plan: { admin: true } };
      await ready({}, { ...ALICE, ...labels });
      labels.plan.admin = false;
      expect(stage.client.getBooleanValue('admin', false)).toBe(true);
    });

    it('of one domain is not another’s', async () => {
      await stage.api.setProviderAndWait('one', aProvider(), ALICE);
      await stage.api.setProviderAndWait('two', aProvider(), BOB);
      expect(stage.api.getClient('one').getBooleanValue('admin', false)).toBe(true);
      expect(stage.api.getClient('two').getBooleanValue('admin', true)).toBe(false);
      await stage.api.setContext('two', ALICE);
      expect(stage.api.getClient('two').getBooleanValue('admin', false)).toBe(true);
    });

    it('changed a hundred times in a row shows the last', async () => {
      await ready();
      const changes = Array.from({ length: 100 }, (_, user) =>
        stage.api.setContext({ targetingKey: `user-${user}`, admin: user % 2 === 0 }),
      );
      await Promise.all(changes);
      expect(stage.client.getBooleanDetails('admin', true)).toMatchObject({ value: false, reason: 'DEFAULT' });
      expect(stage.client.providerStatus).toBe(ProviderStatus.READY);
    });
  });
}
