import type { EvaluationContext } from '@openfeature/core';
import { expect, it } from 'vitest';
import { lowerContext } from './lower-context.ts';

const METADATA = { provider: 'web' };
const RESERVED = { gofeatureflag: { exporterMetadata: METADATA } };

const lower = (context: EvaluationContext, flagList: readonly string[] = []) =>
  lowerContext(context, flagList, METADATA);

it('writes dates as text and leaves out what is undefined', () => {
  const context = { targetingKey: 'u', since: new Date(0), plan: undefined } as never;
  expect(lower(context).wire).toEqual({ targetingKey: 'u', since: '1970-01-01T00:00:00.000Z', ...RESERVED });
});

it('gives equal contexts one name, and others another', () => {
  const { name } = lower({ targetingKey: 'u', company: { a: 1, b: 2 } });
  expect(lower({ company: { b: 2, a: 1 }, targetingKey: 'u' }).name).toBe(name);
  expect(lower({ company: { b: 2, a: 2 }, targetingKey: 'u' }).name).not.toBe(name);
  expect(lower({ company: { b: 2, a: 1 }, targetingKey: 'u' }, ['x']).name).not.toBe(name);
});

it('puts the flag list beside what else is reserved, and lets the application have its own', () => {
  expect(lower({ gofeatureflag: { tenant: 'x' } }, ['a']).wire).toEqual({
    gofeatureflag: { tenant: 'x', exporterMetadata: METADATA, flagList: ['a'] },
  });
  expect(lower({ gofeatureflag: { flagList: ['b'] } }, ['a']).wire).toEqual({
    gofeatureflag: { flagList: ['b'], exporterMetadata: METADATA },
  });
  expect(lower({ gofeatureflag: 'odd' }, ['a']).wire).toEqual({
    gofeatureflag: { exporterMetadata: METADATA, flagList: ['a'] },
  });
});

it('lays its metadata over the application’s, name by name', () => {
  const context = { gofeatureflag: { exporterMetadata: { provider: 'mine', app: 'x' } } };
  expect(lower(context).wire).toEqual({ gofeatureflag: { exporterMetadata: { provider: 'web', app: 'x' } } });
  expect(context).toEqual({ gofeatureflag: { exporterMetadata: { provider: 'mine', app: 'x' } } });
});

it('is a copy: what the application alters later has no effect', () => {
  const context = { targetingKey: 'u', labels: ['a'] };
  const lowered = lower(context);
  context.labels.push('b');
  expect(lowered.wire).toEqual({ targetingKey: 'u', labels: ['a'], ...RESERVED });
});

it('leaves out what JSON has no word for', () => {
  const cyclic: { [key: string]: unknown } = { big: 1n, call: () => 1 };
  cyclic['self'] = cyclic;
  expect(lower(cyclic as never).wire).toEqual({ big: 1, ...RESERVED });
});
