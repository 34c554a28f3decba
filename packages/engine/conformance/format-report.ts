import type { ConformanceReport, Failure } from './run-conformance.ts';

const LONGEST_SHOWN = 600;

/** A sum, and a line a group. */
export function formatReport(report: ConformanceReport): string {
  const lines = report.groups.map(
    ({ group, passed, total, traps }) =>
      `  ${group.padEnd(16)}${`${passed}/${total}`.padStart(10)}${traps === 0 ? '' : `   ${traps} traps`}`,
  );
  const sum = (pick: (group: ConformanceReport['groups'][number]) => number): number =>
    report.groups.reduce((total, group) => total + pick(group), 0);
  const total = sum((group) => group.total);
  const passed = sum((group) => group.passed);
  return [`${report.face}: ${passed}/${total} vectors agree (${sum((group) => group.traps)} traps)`, ...lines].join(
    '\n',
  );
}

/** The failures that a report has kept, the shortest question of each group first. */
export function formatFailures(report: ConformanceReport): string {
  return report.groups.flatMap(({ failures }) => failures.map(formatFailure)).join('\n');
}

function formatFailure({ id, difference, input }: Failure): string {
  const what =
    typeof difference === 'string'
      ? difference
      : `${difference.field}: expected ${JSON.stringify(difference.expected)}, got ${JSON.stringify(difference.actual)}`;
  const question = JSON.stringify(input);
  return `  ${id}: ${what}\n    ${question.length > LONGEST_SHOWN ? `${question.slice(0, LONGEST_SHOWN)}… (${question.length})` : question}`;
}
