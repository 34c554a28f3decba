import type { ClockTally } from '../differential/clock.ts';
import type { GroupTally } from '../differential/tally.ts';
import type { HostileReport } from '../hostile/run-hostile.ts';

type Numbers<T> = { readonly [Name in keyof T]: number };

function sum<T extends Numbers<T>>(left: T, right: T): T {
  const names = Object.keys(left) as (keyof T)[];
  return Object.fromEntries(names.map((name) => [name, left[name] + right[name]])) as T;
}

/** Counts by group, added up. */
export function sumTallies(tallies: readonly Readonly<Record<string, GroupTally>>[]): Record<string, GroupTally> {
  const total: Record<string, GroupTally> = {};
  for (const tally of tallies) {
    for (const [group, counts] of Object.entries(tally)) {
      const known = total[group];
      total[group] = known === undefined ? counts : sum(known, counts);
    }
  }
  return total;
}

/** Counts of clock cases, added up. */
export function sumClocks(tallies: readonly ClockTally[]): ClockTally {
  return tallies.reduce((left, right) => sum(left, right), { cases: 0, timed: 0, sharp: 0 });
}

/** Hostile runs, added up; their memory stays apart. */
export function sumHostile(runs: readonly HostileReport[]): HostileSum {
  const answers: Record<string, number> = {};
  for (const run of runs) {
    for (const [code, count] of Object.entries(run.answers)) answers[code] = (answers[code] ?? 0) + count;
  }
  const total = (count: (run: HostileReport) => number): number => runs.reduce((all, run) => all + count(run), 0);
  return {
    bytes: total(({ bytes }) => bytes),
    questions: total(({ questions }) => questions),
    giants: total(({ giants }) => giants),
    replacedInstances: total(({ replacedInstances }) => replacedInstances),
    answers,
    memoryBytes: runs.map(({ memoryBytes }) => memoryBytes),
    giantMemoryBytes: runs.map(({ giantMemoryBytes }) => giantMemoryBytes),
    faults: runs.flatMap(({ faults }) => faults),
  };
}

/** What all hostile inputs did. */
export interface HostileSum extends Omit<HostileReport, 'memoryBytes' | 'giantMemoryBytes'> {
  /** Linear memory after each tenth, a list a run. */
  readonly memoryBytes: readonly (readonly number[])[];
  readonly giantMemoryBytes: readonly HostileReport['giantMemoryBytes'][];
}
