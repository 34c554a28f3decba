import type { EvaluationResponse } from '@openfeature/ofrep-core';
import { expect, it } from 'vitest';
import { changedFlags } from './changed-flags.ts';

const answersOf = (...answers: EvaluationResponse[]) => new Map(answers.map((answer) => [answer.key ?? '', answer]));

it('names what was added, removed and altered, and nothing else', () => {
  const before = answersOf(
    { key: 'same', value: 1, reason: 'STATIC' },
    { key: 'value', value: 1 },
    { key: 'reason', value: 1, reason: 'STATIC' },
    { key: 'gone', value: 1 },
  );
  const after = answersOf(
    { key: 'value', value: 2 },
    { reason: 'STATIC', value: 1, key: 'same' },
    { key: 'reason', value: 1, reason: 'SPLIT' },
    { key: 'new', value: 1 },
  );
  expect(changedFlags(before, after)).toEqual(['gone', 'new', 'reason', 'value']);
});

it('looks into objects, whatever the order of their members', () => {
  const before = answersOf({ key: 'a', value: { x: 1, y: [1, 2] } });
  expect(changedFlags(before, answersOf({ key: 'a', value: { y: [1, 2], x: 1 } }))).toEqual([]);
  expect(changedFlags(before, answersOf({ key: 'a', value: { y: [2, 1], x: 1 } }))).toEqual(['a']);
});
