import fc from 'fast-check';
import { expect, it } from 'vitest';
import { isSameContext } from './is-same-context.ts';
import { snapshotContext } from './snapshot-context.ts';

it('copies JSON values as they are', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (context) => {
      expect(JSON.stringify(snapshotContext(context))).toBe(JSON.stringify(context));
    }),
  );
});

it('shares nothing with the original', () => {
  const context = { targetingKey: 'u', company: { size: 10 }, labels: ['a'], born: new Date(0) };
  const copied = snapshotContext(context);
  context.company.size = 11;
  context.labels.push('b');
  context.born.setFullYear(2000);
  expect(copied).toEqual({ targetingKey: 'u', company: { size: 10 }, labels: ['a'], born: new Date(0) });
});

it('leaves out what is no value', () => {
  const context = { a: undefined, b: () => 1, c: Symbol('x'), d: [undefined, 1], e: 2n };
  expect(snapshotContext(context)).toStrictEqual({ d: [null, 1], e: 2 });
});

it('survives cycles, getters that throw, and depths without end', () => {
  const cyclic: { [name: string]: unknown } = { a: 1 };
  cyclic['self'] = cyclic;
  expect(snapshotContext(cyclic)).toEqual({ a: 1 });
  const hostile = { good: 1, bad: Object.defineProperty({}, 'x', { enumerable: true, get: () => JSON.parse('{') }) };
  expect(snapshotContext(hostile)).toEqual({ good: 1 });
  let deep: unknown = 1;
  for (let level = 0; level < 100_000; level += 1) deep = { deep };
  expect(() => snapshotContext({ deep })).not.toThrow();
});

it('keeps an attribute called __proto__ an attribute', () => {
  const copied = snapshotContext(JSON.parse('{"__proto__":{"admin":true}}'));
  expect(Object.keys(copied)).toEqual(['__proto__']);
  expect(copied['admin']).toBeUndefined();
});

it('tells a copy of the same context from another context', () => {
  const labels = ['a'];
  const context = { targetingKey: 'u', labels };
  expect(isSameContext(context, { ...context })).toBe(true);
  expect(isSameContext(context, { ...context, labels: ['a'] })).toBe(false);
  expect(isSameContext(context, { targetingKey: 'u' })).toBe(false);
  expect(isSameContext({ targetingKey: 'u' }, context)).toBe(false);
  expect(isSameContext({ a: undefined }, { b: undefined })).toBe(true);
});
