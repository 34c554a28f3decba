import type { EvaluationResponse } from '@openfeature/ofrep-core';
import { describe, expect, it } from 'vitest';
import { type FlagType, prepareAnswer } from './prepare-answer.ts';
import { resolveAnswer } from './resolve-answer.ts';

function resolve(answer: object | undefined, wanted: FlagType, defaultValue: unknown, stored = false) {
  const prepared =
    answer === undefined ? undefined : prepareAnswer({ key: 'f', ...answer } as EvaluationResponse, stored);
  return resolveAnswer('f', prepared, wanted, defaultValue);
}

it('hands out value, variant, reason and the primitive part of the metadata', () => {
  const answer = {
    value: true,
    variant: 'on',
    reason: 'SPLIT',
    metadata: { a: 'x', b: 1, c: true, d: { e: 1 }, f: null },
  };
  expect(resolve(answer, 'boolean', false)).toEqual({
    value: true,
    variant: 'on',
    reason: 'SPLIT',
    flagMetadata: { a: 'x', b: 1, c: true },
  });
});

it.each<[FlagType, unknown]>([
  ['boolean', false],
  ['string', ''],
  ['number', 0],
  ['object', {}],
  ['object', []],
])('hands out the %s %j although it is empty', (type, value) => {
  expect(resolve({ value, reason: 'STATIC' }, type, 'other').value).toEqual(value);
});

describe('types', () => {
  const values: [FlagType, unknown][] = [
    ['boolean', true],
    ['string', 'true'],
    ['number', 1],
    ['object', { a: 1 }],
    ['object', ['a']],
  ];
  const mismatches = values.flatMap(([type, value]) =>
    (['boolean', 'string', 'number', 'object'] as const)
      .filter((wanted) => wanted !== type)
      .map((wanted) => [JSON.stringify(value), wanted, value] as const),
  );

  it.each(mismatches)('does not turn %s into a %s', (_, wanted, value) => {
    expect(resolve({ value, reason: 'STATIC', metadata: { v: '1' } }, wanted, 'mine')).toMatchObject({
      value: 'mine',
      reason: 'ERROR',
      errorCode: 'TYPE_MISMATCH',
      flagMetadata: { v: '1' },
    });
  });
});

it('gives the default for a disabled flag of any type, with reason and variant', () => {
  const disabled = { value: null, reason: 'DISABLED', variant: '' };
  for (const type of ['boolean', 'string', 'number', 'object'] as const) {
    expect(resolve(disabled, type, 'mine')).toEqual({ value: 'mine', reason: 'DISABLED', variant: 'SdkDefault' });
  }
});

it('gives the default for a flag without value, and keeps its reason, variant and metadata', () => {
  const answer = { reason: 'TARGETING_MATCH', variant: 'nothing', metadata: { v: '1' } };
  expect(resolve(answer, 'string', 'mine')).toEqual({
    value: 'mine',
    reason: 'TARGETING_MATCH',
    variant: 'nothing',
    flagMetadata: { v: '1' },
  });
});

it('passes on the error of one flag', () => {
  const failed = {
    value: null,
    reason: 'ERROR',
    variant: '',
    errorCode: 'TARGETING_KEY_MISSING',
    errorDetails: 'no key',
  };
  expect(resolve(failed, 'boolean', true)).toEqual({
    value: true,
    reason: 'ERROR',
    errorCode: 'TARGETING_KEY_MISSING',
    errorMessage: 'no key',
  });
});

it('calls an error code that OpenFeature does not know GENERAL', () => {
  const failed = { errorCode: 'FLAG_CONFIG', errorDetails: 'no default rule' };
  expect(resolve(failed, 'boolean', true)).toMatchObject({ errorCode: 'GENERAL', errorMessage: 'no default rule' });
});

it('says that it does not know a flag', () => {
  expect(resolve(undefined, 'number', 3)).toMatchObject({ value: 3, reason: 'ERROR', errorCode: 'FLAG_NOT_FOUND' });
});

it('marks stored values, and leaves the reason of a disabled flag alone', () => {
  expect(resolve({ value: 1, reason: 'SPLIT' }, 'number', 0, true).reason).toBe('CACHED');
  expect(resolve({ value: null, reason: 'DISABLED' }, 'number', 0, true).reason).toBe('DISABLED');
});

it('freezes values at every depth, since all who ask share them', () => {
  const { value } = resolve({ value: { list: [{ a: 1 }] }, reason: 'STATIC' }, 'object', {});
  expect(() => {
    Object.assign((value as { list: object[] }).list[0] ?? {}, { a: 2 });
  }).toThrow(TypeError);
});
