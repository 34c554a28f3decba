import { expect, it } from 'vitest';
import type { FlagAnswer } from './flag-answer.ts';
import { toFlagMetadata } from './to-flag-metadata.ts';
import { type FlagType, toResolutionDetails } from './to-resolution-details.ts';

function anAnswer(parts: Partial<FlagAnswer>): FlagAnswer {
  return {
    value: undefined,
    variant: 'a',
    reason: 'STATIC',
    errorCode: undefined,
    errorMessage: undefined,
    flagMetadata: undefined,
    ...parts,
  };
}

const VALUES: readonly [FlagType | 'none', unknown][] = [
  ['boolean', false],
  ['string', ''],
  ['number', 0],
  ['number', 1.5],
  ['object', {}],
  ['object', []],
  ['none', Number.POSITIVE_INFINITY],
];

it.each(['boolean', 'string', 'number', 'object'] as const)('takes no value of another type for a %s', (type) => {
  for (const [typeOfValue, value] of VALUES) {
    const details = toResolutionDetails('f', type, 'mine', anAnswer({ value }));
    if (typeOfValue === type) expect(details).toEqual({ value, reason: 'STATIC', variant: 'a' });
    else expect(details).toMatchObject({ value: 'mine', reason: 'ERROR', errorCode: 'TYPE_MISMATCH' });
  }
});

it.each([undefined, null])('gives the default for %s, and keeps reason, variant and metadata', (value) => {
  const answer = anAnswer({ value, reason: 'DISABLED', variant: 'SdkDefault', flagMetadata: { team: 'web' } });
  expect(toResolutionDetails('f', 'string', 'mine', answer)).toEqual({
    value: 'mine',
    reason: 'DISABLED',
    variant: 'SdkDefault',
    flagMetadata: { team: 'web' },
  });
});

it('passes codes of OpenFeature on, and names any other inside GENERAL', () => {
  const failed = (errorCode: string) =>
    toResolutionDetails('f', 'string', 'mine', anAnswer({ errorCode, errorMessage: 'why' }));
  expect(failed('TARGETING_KEY_MISSING')).toMatchObject({ errorCode: 'TARGETING_KEY_MISSING', errorMessage: 'why' });
  expect(failed('FLAG_CONFIG')).toMatchObject({ errorCode: 'GENERAL', errorMessage: 'FLAG_CONFIG: why' });
});

it('keeps primitives of metadata only, later ones winning', () => {
  expect(toFlagMetadata({ a: 1, b: null, c: {}, d: [], e: Number.NaN, v: 'own' }, undefined, { v: '2' })).toEqual({
    a: 1,
    v: '2',
  });
  expect(toFlagMetadata(JSON.parse('{"__proto__":{"x":1},"nested":{}}'))).toBeUndefined();
});
