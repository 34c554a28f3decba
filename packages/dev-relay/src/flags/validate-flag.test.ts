import { loadEngine } from '@goff-web/engine';
import { expect, it } from 'vitest';
import type { JsonObject } from '../json/json-value.ts';
import { createQueryCheck } from './query-check.ts';
import { validateFlag } from './validate-flag.ts';

const isQueryValid = createQueryCheck(await loadEngine());
const VARIATIONS = { on: true, off: false };
const DEFAULT = { variation: 'off' };

function reasonToDrop(flag: JsonObject): string | undefined {
  return validateFlag({ variations: VARIATIONS, defaultRule: DEFAULT, ...flag }, isQueryValid);
}

function withQuery(query: string): JsonObject {
  return { targeting: [{ query, variation: 'on' }] };
}

it.each([
  [{ variations: {} }, 'no variation available'],
  [{ variations: { on: true, off: null } }, 'nil value for variation: off'],
  [{ variations: { on: true, off: 'no' } }, 'all variations should have the same type'],
  [{ defaultRule: {} }, 'impossible to return value'],
  [{ defaultRule: { variation: 'none' } }, 'invalid variation: "none" does not exist'],
  [{ defaultRule: { percentage: {} } }, 'invalid percentages: should not be empty'],
  [{ defaultRule: { percentage: { on: 0 } } }, 'invalid percentages: should not be equal to 0'],
  [{ defaultRule: { percentage: { none: 1 } } }, 'invalid percentage: variation none does not exist'],
  [{ targeting: [{ variation: 'on' }] }, 'each targeting should have a query'],
  [
    { targeting: [1, 2].map(() => ({ name: 'twice', query: 'a eq 1', variation: 'on' })) },
    'duplicated rule name: "twice"',
  ],
] as const)('%j is dropped: %s', (flag, reason) => {
  expect(reasonToDrop(flag)).toBe(reason);
});

it.each([
  {},
  { targeting: [{ query: '((((', variation: 'none', disable: true }] },
  { variations: { a: 1, b: 2.5 }, defaultRule: { variation: 'a' } },
  { defaultRule: { progressiveRollout: { initial: { variation: 'on' }, end: { variation: 'off', percentage: 100 } } } },
] as const)('%j is kept', (flag) => {
  expect(reasonToDrop(flag)).toBeUndefined();
});

it.each([
  'email ew "@example.org"',
  'company.size gt 120 or not (labels co "pro")',
  'version ge 1.0.0-2 and age in [1, 2]',
  'targetingKey pr',
  '{"in": [{"var": "plan"}, ["pro"]]}',
  '{"and": [true, {"<": [1, {"var": ["age", 0]}]}]}',
])('the query %j is kept', (query) => {
  expect(reasonToDrop(withQuery(query))).toBeUndefined();
});

it.each(['', '((((', 'email', 'age co 5', '{}', '{"nonsense": [1]}', '{"and": [{"nonsense": 1}]}'])(
  'the query %j is dropped',
  (query) => {
    expect(reasonToDrop(withQuery(query))).toBe(`invalid query: ${query}`);
  },
);
