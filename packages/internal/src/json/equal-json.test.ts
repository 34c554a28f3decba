import fc from 'fast-check';
import { expect, it } from 'vitest';
import { equalJson } from './equal-json.ts';

it('finds every value equal to its copy, whatever the order of members', () => {
  const reversed = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(reversed);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value)
        .reverse()
        .map(([key, member]) => [key, reversed(member)]),
    );
  };
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = JSON.stringify(value);
      expect(equalJson(JSON.parse(text), reversed(JSON.parse(text)))).toBe(true);
    }),
  );
});

it.each([
  [1, '1'],
  [0, false],
  [null, {}],
  [[], {}],
  [
    [1, 2],
    [2, 1],
  ],
  [[1], [1, 2]],
  [{ a: 1 }, { b: 1 }],
  [{ a: null }, {}],
  [{ toString: 1 }, { a: 1 }],
])('tells %j from %j', (left, right) => {
  expect(equalJson(left, right)).toBe(false);
  expect(equalJson(right, left)).toBe(false);
});
