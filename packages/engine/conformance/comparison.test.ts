import { expect, test } from 'vitest';
import { disagreement } from './disagreement.ts';
import { runConformance } from './run-conformance.ts';
import type { Answer, Vector } from './vector.ts';

const answer: Answer = {
  trackEvents: true,
  variationType: 'on',
  failed: false,
  version: '1',
  reason: 'STATIC',
  errorCode: '',
  value: { a: [1, 2], b: null },
  cacheable: true,
  metadata: { description: 'd', nested: { a: 1 } },
};

test('members of objects may come in any order', () => {
  const reordered = { ...answer, value: { b: null, a: [1, 2] }, metadata: { nested: { a: 1 }, description: 'd' } };
  expect(disagreement(answer, reordered)).toBeUndefined();
});

test.each([
  ['value', { value: { a: [2, 1], b: null } }],
  ['value', { value: { a: [1, 2] } }],
  ['variationType', { variationType: 'off' }],
  ['reason', { reason: 'DEFAULT' }],
  ['errorCode', { errorCode: 'FLAG_CONFIG' }],
  ['failed', { failed: true }],
  ['cacheable', { cacheable: false }],
  ['trackEvents', { trackEvents: false }],
  ['version', { version: '' }],
  ['metadata', { metadata: { description: 'd' } }],
])('a different %s is a disagreement', (field, change) => {
  expect(disagreement(answer, { ...answer, ...change })?.field).toBe(field);
});

test('an error without a text is a disagreement, and the wording of a text is none', () => {
  const failed = { ...answer, errorCode: 'FLAG_CONFIG', errorDetails: 'theirs' };
  expect(disagreement(failed, { ...failed, errorDetails: '' })?.field).toBe('errorDetails');
  expect(disagreement(failed, { ...failed, errorDetails: 'ours' })).toBeUndefined();
});

test('a report counts wrong answers and traps apart and shows the shortest question first', () => {
  const vector = (id: string, flagKey: string): Vector => ({
    id,
    input: { flagKey, flag: {}, evalContext: {}, flagContext: {} },
    output: answer,
  });
  const face = {
    name: 'broken',
    answer({ flagKey }: Vector['input']): Answer {
      if (flagKey === 'trap') throw new Error('unreachable');
      return flagKey === 'right' ? answer : { ...answer, reason: 'SPLIT' };
    },
  };
  const vectors = [vector('1', 'a long wrong one'), vector('2', 'trap'), vector('3', 'right'), vector('4', 'x')];
  const [group] = runConformance(face, new Map([['percentage', vectors]]), 2).groups;
  expect(group).toMatchObject({ passed: 1, total: 4, traps: 1 });
  expect(group?.failures.map(({ id }) => id)).toEqual(['4', '2']);
});
