import { failedTestsOfPlaywright, failedTestsOfVitest } from './failed-tests.ts';
import { reportMember } from './report-member.ts';
import type { StepResult } from './step.ts';

/** What a runner's report says about the tests of one suite. */
export interface SuiteCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** The failed tests by name, with their reasons. */
  readonly failures: readonly string[];
}

function numberIn(source: unknown, name: string): number {
  const value = reportMember(source, name);
  return typeof value === 'number' ? value : 0;
}

/** Reads the report of Vitest's `json` reporter. */
export function countsOfVitest(report: unknown): SuiteCounts {
  return {
    passed: numberIn(report, 'numPassedTests'),
    failed: numberIn(report, 'numFailedTests'),
    skipped: numberIn(report, 'numPendingTests') + numberIn(report, 'numTodoTests'),
    failures: failedTestsOfVitest(report),
  };
}

/** Reads the report of Playwright's `json` reporter. A flaky test is one that failed. */
export function countsOfPlaywright(report: unknown): SuiteCounts {
  const stats = reportMember(report, 'stats');
  return {
    passed: numberIn(stats, 'expected'),
    failed: numberIn(stats, 'unexpected') + numberIn(stats, 'flaky'),
    skipped: numberIn(stats, 'skipped'),
    failures: failedTestsOfPlaywright(report),
  };
}

/**
 * The result of a suite: it fails where a test failed, where the runner did (a file that cannot be imported is no failed
 * test), and where not a single test ran.
 */
export function resultOfSuite(counts: SuiteCounts, isRunnerContent: boolean, output: string): StepResult {
  const ran = counts.passed + counts.failed;
  const isBroken = counts.failed === 0 && (!isRunnerContent || ran === 0);
  const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
  return {
    passed: counts.passed,
    failed: isBroken ? 1 : counts.failed,
    output: ran === 0 ? `${output}not a single test ran\n` : output,
    failures: counts.failures,
    note: `${ran} tests${skipped}`,
  };
}
