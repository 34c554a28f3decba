import { expect, it } from 'vitest';
import { completeMetadata, enrichContext, exporterMetadataRule } from './exporter-metadata.ts';

it('takes scalars only, because no exporter can be relied on to write anything else', () => {
  const legal = { team: 'web', release: 7, beta: false };
  expect(exporterMetadataRule.read(legal)?.value).toEqual(legal);
  const illegal = [
    null,
    [],
    'web',
    { a: null },
    { a: {} },
    { a: Number.NaN },
    { a: Number.POSITIVE_INFINITY },
    { a: 1n },
  ];
  for (const value of illegal) expect(exporterMetadataRule.read(value)).toBeUndefined();
});

it('says what the provider is, whatever the application calls itself', () => {
  expect(completeMetadata({ provider: 'mine', openfeature: false, team: 'web' })).toEqual({
    provider: 'web',
    openfeature: true,
    team: 'web',
  });
});

it('goes into the context beside what the application has put there, and touches nothing of it', () => {
  const context = Object.freeze({
    targetingKey: 'u',
    gofeatureflag: Object.freeze({ flagList: ['a'], exporterMetadata: Object.freeze({ team: 'app', page: 'cart' }) }),
  });
  expect(enrichContext(context, { team: 'web' })).toEqual({
    targetingKey: 'u',
    gofeatureflag: { flagList: ['a'], exporterMetadata: { team: 'web', page: 'cart' } },
  });
});

it.each(['text', 7, null, [1], undefined])('takes the place of %j, which can hold nothing', (odd) => {
  const enriched = { gofeatureflag: { exporterMetadata: { team: 'web' } } };
  expect(enrichContext({ gofeatureflag: odd }, { team: 'web' })).toEqual(enriched);
  expect(enrichContext({ gofeatureflag: { exporterMetadata: odd } }, { team: 'web' })).toEqual(enriched);
});
