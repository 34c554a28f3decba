import { describe, expect, it } from 'vitest';
import { ALICE, type BehaviourStage, FLAGS } from './behaviour-stage.ts';

/** How flags are evaluated. */
export function describeEvaluations(stage: BehaviourStage): void {
  const { ready } = stage;
  describe('an evaluation', () => {
    it('gives value, variant, reason and the primitive part of the metadata', async () => {
      await ready();
      expect(stage.client.getBooleanDetails('admin', false)).toMatchObject({
        value: true,
        variant: 'on',
        reason: 'TARGETING_MATCH',
        flagMetadata: { owner: 'team-a', limit: 3, evaluatedRuleName: 'admins' },
      });
      expect(stage.client.getBooleanDetails('admin', false).flagMetadata).not.toHaveProperty('nested');
      expect(stage.client.getNumberDetails('rate', 7)).toMatchObject({ value: 0, variant: 'zero' });
      expect(stage.client.getObjectValue('limits', {})).toEqual({ items: [1, 2.5] });
      expect(stage.client.getObjectValue('list', [])).toEqual(['a', 'b']);
      expect(stage.client.getStringValue('enriched', '')).toBe('yes');
    });

    it('turns no value into another type', async () => {
      await ready();
      for (const details of [
        stage.client.getStringDetails('admin', 'mine'),
        stage.client.getNumberDetails('colour', 1),
        stage.client.getBooleanDetails('limits', true),
        stage.client.getObjectDetails('rate', { mine: true }),
      ]) {
        expect(details).toMatchObject({ reason: 'ERROR', errorCode: 'TYPE_MISMATCH' });
      }
      expect(stage.client.getStringValue('admin', 'mine')).toBe('mine');
    });

    it('knows a flag by its name only, built-in names included', async () => {
      await ready();
      expect(stage.client.getStringValue('toString', '')).toBe('own');
      for (const flagKey of ['missing', 'constructor', '__proto__', '']) {
        expect(stage.client.getBooleanDetails(flagKey, true)).toMatchObject({
          value: true,
          errorCode: 'FLAG_NOT_FOUND',
        });
      }
    });

    it('of a disabled flag gives the default', async () => {
      await ready();
      for (const value of [true, false]) {
        const details = stage.client.getBooleanDetails('retired', value);
        expect(details).toMatchObject({ value, reason: 'DISABLED', variant: 'SdkDefault' });
        expect(details.errorCode).toBeUndefined();
      }
    });

    it('keeps one flag’s error to that flag', async () => {
      await ready({}, { admin: true } as never);
      expect(stage.client.getStringDetails('colour', 'mine')).toMatchObject({
        value: 'mine',
        errorCode: 'TARGETING_KEY_MISSING',
      });
      expect(stage.client.getBooleanValue('admin', false)).toBe(true);
    });

    it('hands out one object until its flag answers differently', async () => {
      const provider = await ready();
      const limits = stage.client.getObjectValue('limits', {});
      await stage.relay.writeFlags({ ...FLAGS, rate: { ...FLAGS.rate, defaultRule: { variation: 'half' } } });
      await provider.refresh();
      expect(stage.client.getNumberValue('rate', 7)).toBe(0.5);
      expect(stage.client.getObjectValue('limits', {})).toBe(limits);
      expect(Object.isFrozen(limits)).toBe(true);
    });

    it('survives any context', async () => {
      const cycle: { [name: string]: unknown } = { at: new Date(0), big: 10n, call: () => 1, none: undefined };
      cycle['self'] = cycle;
      await ready({}, { ...ALICE, cycle, ['__proto__']: 1, list: [undefined, Number.NaN] } as never);
      expect(stage.client.getBooleanValue('admin', false)).toBe(true);
    });
  });
}
