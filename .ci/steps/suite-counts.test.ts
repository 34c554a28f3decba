import { expect, test } from 'vitest';
import { countsOfPlaywright, countsOfVitest, resultOfSuite } from './suite-counts.ts';

test('a suite whose tests passed is as many passed tests', () => {
  const counts = countsOfVitest({ numPassedTests: 3, numFailedTests: 0, numPendingTests: 0 });
  expect(resultOfSuite(counts, true, '')).toMatchObject({ passed: 3, failed: 0, note: '3 tests' });
});

test('a suite that ran no test has failed, whatever its runner says', () => {
  expect(resultOfSuite(countsOfVitest(null), true, '')).toMatchObject({ passed: 0, failed: 1 });
  expect(resultOfSuite(countsOfPlaywright({ stats: { skipped: 4 } }), true, '').failed).toBe(1);
});

test('a runner that failed without a failed test counts as one failure', () => {
  const counts = countsOfVitest({ numPassedTests: 5, numFailedTests: 0 });
  expect(resultOfSuite(counts, false, 'cannot import')).toMatchObject({
    passed: 5,
    failed: 1,
    output: 'cannot import',
  });
});

test('skipped tests are named', () => {
  const counts = countsOfVitest({ numPassedTests: 5, numPendingTests: 1, numTodoTests: 1 });
  expect(resultOfSuite(counts, true, '').note).toBe('5 tests, 2 skipped');
});

test('a flaky test of Playwright is a failed one', () => {
  const counts = countsOfPlaywright({ stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 0 } });
  expect(counts).toEqual({ passed: 7, failed: 2, skipped: 0, failures: [] });
});
