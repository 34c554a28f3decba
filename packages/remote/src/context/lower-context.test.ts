import { expect, it } from 'vitest';
import { lowerContext } from './lower-context.ts';

it('writes dates as text and leaves out what is undefined', () => {
  const context = { targetingKey: 'u', since: new Date(0), plan: undefined } as never;
  expect(lowerContext(context, []).wire).toEqual({ targetingKey: 'u', since: '1970-01-01T00:00:00.000Z' });
});

it('gives equal contexts one name, and others another', () => {
  const name = lowerContext({ targetingKey: 'u', company: { a: 1, b: 2 } }, []).name;
  expect(lowerContext({ company: { b: 2, a: 1 }, targetingKey: 'u' }, []).name).toBe(name);
  expect(lowerContext({ company: { b: 2, a: 2 }, targetingKey: 'u' }, []).name).not.toBe(name);
  expect(lowerContext({ company: { b: 2, a: 1 }, targetingKey: 'u' }, ['x']).name).not.toBe(name);
});

it('puts the flag list beside what else is reserved, and lets the application have its own', () => {
  const reserved = { exporterMetadata: { app: 'x' } };
  expect(lowerContext({ gofeatureflag: reserved }, ['a']).wire).toEqual({
    gofeatureflag: { ...reserved, flagList: ['a'] },
  });
  expect(lowerContext({ gofeatureflag: { flagList: ['b'] } }, ['a']).wire).toEqual({
    gofeatureflag: { flagList: ['b'] },
  });
  expect(lowerContext({ gofeatureflag: 'odd' }, ['a']).wire).toEqual({ gofeatureflag: { flagList: ['a'] } });
});

it('is a copy: what the application alters later has no effect', () => {
  const context = { targetingKey: 'u', labels: ['a'] };
  const lowered = lowerContext(context, []);
  context.labels.push('b');
  expect(lowered.wire).toEqual({ targetingKey: 'u', labels: ['a'] });
});

it('leaves out what JSON has no word for', () => {
  const cyclic: { [key: string]: unknown } = { big: 1n, call: () => 1 };
  cyclic['self'] = cyclic;
  expect(lowerContext(cyclic as never, []).wire).toEqual({ big: 1 });
});
