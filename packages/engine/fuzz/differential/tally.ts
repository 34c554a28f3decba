/** What happened in one group. */
export interface GroupTally {
  cases: number;
  /** Cases in which the reference gives several answers by chance, and ours is one of them. */
  undecided: number;
  /** Questions that were not asked because the reference's answer would be an accident of the processor. */
  leftOut: number;
  /** Time in which this group's cases were the ones that held the run up. */
  seconds: number;
}

/** Counts by group. */
export type Tally = Map<string, GroupTally>;

/** The counts of a group, made at its first use. */
export function tallyOf(tally: Tally, group: string): GroupTally {
  const known = tally.get(group);
  if (known !== undefined) return known;
  const fresh: GroupTally = { cases: 0, undecided: 0, leftOut: 0, seconds: 0 };
  tally.set(group, fresh);
  return fresh;
}

/** Cases of all groups together. */
export function totalCases(tally: Tally): number {
  return [...tally.values()].reduce((total, { cases }) => total + cases, 0);
}

/** A table: a line a group with its cases and its share of the time. */
export function formatTally(tally: Tally): string {
  const seconds = [...tally.values()].reduce((total, group) => total + group.seconds, 0);
  return [...tally]
    .map(
      ([group, { cases, undecided, leftOut, seconds: own }]) =>
        `  ${group.padEnd(16)}${String(cases).padStart(9)} cases ${((100 * own) / Math.max(seconds, 1e-9)).toFixed(1).padStart(5)} % of the time` +
        `${undecided === 0 ? '' : `, ${undecided} where the reference answers by chance`}${leftOut === 0 ? '' : `, ${leftOut} left out`}`,
    )
    .join('\n');
}
