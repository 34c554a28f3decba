import { describe, expect, it } from 'vitest';
import { ALICE, type BehaviourStage } from './behaviour-stage.ts';

/** What closing leaves behind. */
export function describeClosing(stage: BehaviourStage): void {
  const { aProvider, path } = stage;
  describe('closing', () => {
    it('can be undone, as often as one likes', async () => {
      const provider = aProvider();
      for (let round = 0; round < 3; round += 1) {
        await provider.initialize(ALICE);
        expect(provider.resolveBooleanEvaluation('admin', false, ALICE).value).toBe(true);
        await provider.onClose();
        await provider.onClose();
      }
    });

    it('ends a start that is under way', async () => {
      stage.proxy.inflict({ path, fault: { kind: 'hang' } });
      const before = stage.proxy.requestsTo(path).length;
      const provider = aProvider();
      const started = provider.initialize(ALICE);
      await stage.proxy.seen(path, before + 1);
      await provider.onClose();
      await expect(started).rejects.toMatchObject({ code: 'PROVIDER_CLOSED' });
    });
  });
}
