import { ErrorCode } from '@openfeature/core';
import type { EvaluationResponse } from '@openfeature/ofrep-core';
import { expect, it } from 'vitest';
import { toFlagAnswer } from '../evaluation/to-flag-answer.ts';
import { changedFlags, isSameAsSnapshot } from './changed-flags.ts';

const answersOf = (...answers: EvaluationResponse[]) =>
  new Map(answers.map((answer) => [answer.key ?? '', toFlagAnswer(answer, undefined)]));

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

it('overlooks what only in-process mode says about a flag, after its snapshot', () => {
  const before = answersOf(
    { key: 'same', value: 1, reason: 'STATIC', metadata: { gofeatureflag_cacheable: true, version: '3', team: 'web' } },
    { key: 'failed', errorCode: ErrorCode.PARSE_ERROR, errorDetails: 'in one engine’s words' },
    { key: 'team', value: 1, reason: 'STATIC', metadata: { team: 'web' } },
  );
  const after = answersOf(
    { key: 'same', value: 1, reason: 'STATIC', metadata: { team: 'web' } },
    { key: 'failed', errorCode: ErrorCode.PARSE_ERROR, errorDetails: 'in the other’s' },
    { key: 'team', value: 1, reason: 'STATIC', metadata: { team: 'app' } },
  );
  expect(changedFlags(before, after, isSameAsSnapshot)).toEqual(['team']);
  expect(changedFlags(before, after)).toEqual(['failed', 'same', 'team']);
});
