import { expect, it } from 'vitest';
import { parseBulkAnswers } from './parse-bulk-answers.ts';

const JSON_TYPE = 'application/json';
const entriesOf = (text: string) => {
  const parsed = parseBulkAnswers(text, JSON_TYPE);
  return parsed.kind === 'answers' ? Object.fromEntries(parsed.answers) : parsed.problem;
};

it('reads answers and errors by flag key, unknown fields included', () => {
  const text =
    '{"flags":[{"key":"a","value":1,"reason":"STATIC","variant":"x","new":true},{"key":"b","value":null,"errorCode":"PARSE_ERROR"}],"later":1}';
  expect(entriesOf(text)).toMatchObject({
    a: { value: 1, reason: 'STATIC', variant: 'x', errorCode: undefined },
    b: { value: undefined, errorCode: 'PARSE_ERROR' },
  });
});

it('reads an empty set', () => {
  expect(entriesOf('{"flags":[]}')).toEqual({});
});

it('keeps flags with the names of built-in members', () => {
  const parsed = parseBulkAnswers(
    '{"flags":[{"key":"__proto__","value":1},{"key":"constructor","value":2}]}',
    JSON_TYPE,
  );
  expect(parsed.kind === 'answers' && [...parsed.answers.keys()]).toEqual(['__proto__', 'constructor']);
});

it('lays metadata of the set under the metadata of each flag', () => {
  const text =
    '{"metadata":{"flagSetId":"s","version":"1"},"flags":[{"key":"a","metadata":{"version":"2"}},{"key":"b"}]}';
  expect(entriesOf(text)).toMatchObject({
    a: { flagMetadata: { flagSetId: 's', version: '2' } },
    b: { flagMetadata: { flagSetId: 's', version: '1' } },
  });
});

it.each([
  ['<!doctype html>', 'is no JSON (content type "application/json", 15 characters)'],
  ['{"flags":[{"key":"a"', 'is no JSON (content type "application/json", 20 characters)'],
  ['{}', 'has no list of flags'],
  ['null', 'has no list of flags'],
  ['[]', 'has no list of flags'],
  ['{"flags":{}}', 'has no list of flags'],
  ['{"flags":[null]}', 'lists a flag without a key'],
  ['{"flags":[{"value":1}]}', 'lists a flag without a key'],
])('refuses %j', (text, problem) => {
  expect(parseBulkAnswers(text, JSON_TYPE)).toEqual({ kind: 'invalid', problem });
});
