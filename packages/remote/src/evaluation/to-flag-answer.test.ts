import { resolvePrepared } from '@goff-web/internal';
import type { JsonValue } from '@openfeature/core';
import { expect, it } from 'vitest';
import { createContextAnswers } from '../answers/context-answers.ts';
import { toFlagAnswer } from './to-flag-answer.ts';

function resolve(
  entry: object,
  type: 'boolean' | 'string' | 'number' | 'object',
  defaultValue: JsonValue,
  stored = false,
) {
  const byKey = new Map([['f', toFlagAnswer({ key: 'f', ...entry }, undefined)]]);
  const prepared = createContextAnswers(byKey, '"tag"', stored, new Map()).find('f');
  return prepared && resolvePrepared('f', type, defaultValue, prepared);
}

it('hands out value, variant, reason and the primitive part of the metadata', () => {
  const metadata = { a: 'x', b: 1, c: true, d: { e: 1 }, f: null };
  expect(resolve({ value: true, variant: 'on', reason: 'SPLIT', metadata }, 'boolean', false)).toEqual({
    value: true,
    variant: 'on',
    reason: 'SPLIT',
    flagMetadata: { a: 'x', b: 1, c: true },
  });
});

it('gives the default for a disabled flag of any type, with reason and variant', () => {
  const disabled = { value: null, reason: 'DISABLED', variant: '' };
  for (const [type, value] of [
    ['boolean', true],
    ['string', 's'],
    ['number', 1],
    ['object', {}],
  ] as const) {
    expect(resolve(disabled, type, value)).toEqual({ value, reason: 'DISABLED', variant: 'SdkDefault' });
  }
});

it('gives the default for a flag without value, and keeps its reason, variant and metadata', () => {
  const entry = { reason: 'TARGETING_MATCH', variant: 'nothing', metadata: { v: '1' } };
  expect(resolve(entry, 'string', 'mine')).toEqual({
    value: 'mine',
    reason: 'TARGETING_MATCH',
    variant: 'nothing',
    flagMetadata: { v: '1' },
  });
});

it('passes on the error of one flag', () => {
  const entry = {
    value: null,
    reason: 'ERROR',
    variant: '',
    errorCode: 'TARGETING_KEY_MISSING',
    errorDetails: 'no key',
  };
  expect(resolve(entry, 'boolean', true)).toEqual({
    value: true,
    reason: 'ERROR',
    errorCode: 'TARGETING_KEY_MISSING',
    errorMessage: 'no key',
  });
});

it('explains an error that comes without details', () => {
  expect(resolve({ errorCode: 'FLAG_NOT_FOUND' }, 'boolean', true)?.errorMessage).toBeTypeOf('string');
});

it('calls an error code that OpenFeature does not know GENERAL', () => {
  expect(resolve({ errorCode: 'FLAG_CONFIG', errorDetails: 'no default rule' }, 'boolean', true)?.errorCode).toBe(
    'GENERAL',
  );
});

it('marks stored values, and leaves the reason of a disabled flag alone', () => {
  expect(resolve({ value: 1, reason: 'SPLIT' }, 'number', 0, true)?.reason).toBe('CACHED');
  expect(resolve({ value: null, reason: 'DISABLED' }, 'number', 0, true)?.reason).toBe('DISABLED');
});
