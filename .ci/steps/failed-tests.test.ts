import { expect, test } from 'vitest';
import { failedTestsOfPlaywright, failedTestsOfVitest } from './failed-tests.ts';

test('names a failed test of Vitest with its file and the reason, without colours', () => {
  const report = {
    testResults: [
      {
        name: 'a.test.ts',
        status: 'failed',
        assertionResults: [
          { fullName: 'adds', status: 'passed', failureMessages: [] },
          { fullName: 'divides', status: 'failed', failureMessages: ['\u001B[31mby zero\u001B[39m'] },
        ],
      },
    ],
  };
  expect(failedTestsOfVitest(report)).toEqual(['a.test.ts › divides\n  by zero']);
});

test('names a file of Vitest that could not be imported', () => {
  const report = {
    testResults: [{ name: 'a.test.ts', status: 'failed', message: 'no such module', assertionResults: [] }],
  };
  expect(failedTestsOfVitest(report)).toEqual(['a.test.ts\n  no such module']);
});

test('names a failed test of Playwright, however deep it is described, and the first lines of its reason', () => {
  const message = Array.from({ length: 30 }, (_, line) => `line ${line}`).join('\n');
  const spec = (title: string, ok: boolean) => ({
    title,
    ok,
    file: 'a.spec.ts',
    line: 7,
    tests: [{ results: [{ errors: ok ? [] : [{ message }] }] }],
  });
  const report = { suites: [{ specs: [spec('good', true)], suites: [{ specs: [spec('bad', false)] }] }], errors: [] };
  const [failure, ...more] = failedTestsOfPlaywright(report);
  expect(more).toEqual([]);
  expect(failure).toMatch(/^a\.spec\.ts:7 › bad\n {2}line 0\n[\s\S]*line 11$/);
});

test('names what failed outside any test of Playwright, and nothing where there is no report', () => {
  expect(failedTestsOfPlaywright({ errors: [{ message: 'port taken' }] })).toEqual(['outside any test\n  port taken']);
  expect(failedTestsOfPlaywright(null)).toEqual([]);
  expect(failedTestsOfVitest(null)).toEqual([]);
});
