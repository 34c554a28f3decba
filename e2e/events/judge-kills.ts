import { CLEAN, type Kill, type KilledPage, type KillTally } from './kill.ts';
import type { LaneResult } from './run-lane.ts';

/** A crash may take with it what was recorded in so many milliseconds before it. */
const CRASH_WINDOW_MS = 250;

/** Compares what was recorded with what arrived. */
export function judgeKills(lanes: readonly LaneResult[]): {
  tallies: Map<Kill, KillTally>;
  /** Each lost event, and each that arrived more than once after a clean end: what happened to it, in words. */
  lost: string[];
  repeated: string[];
} {
  const tallies = new Map<Kill, KillTally>();
  const lost: string[] = [];
  const repeated: string[] = [];
  const all = lanes.flatMap(({ arrived, carried, pages }) => pages.map((page) => ({ arrived, carried, page })));
  for (const { arrived, carried, page } of all) {
    const tally = tallies.get(page.kill) ?? { pages: 0, recorded: 0, lost: 0, lostInWindow: 0, duplicates: 0 };
    tallies.set(page.kill, tally);
    tally.pages += 1;
    page.recordedAtMs.forEach((atMs, index) => {
      const name = `${page.name}:${index + 1}`;
      const times = arrived.get(name) ?? 0;
      tally.recorded += 1;
      tally.duplicates += Math.max(0, times - 1);
      const what = `${name} (${page.kill} at ${page.killedAtMs}, recorded at ${atMs}): ${carried.get(name)?.join(', ') ?? 'never sent'}`;
      if (times > 1 && CLEAN.has(page.kill)) repeated.push(what);
      if (times > 0) return;
      if (isDue(page, atMs)) {
        tally.lost += 1;
        lost.push(what);
      } else {
        tally.lostInWindow += 1;
      }
    });
  }
  return { tallies, lost, repeated };
}

/** Adds up what parts of a run have counted. */
export function sumTallies(all: readonly Readonly<Partial<Record<Kill, KillTally>>>[]): Map<Kill, KillTally> {
  const sums = new Map<Kill, KillTally>();
  for (const [kill, tally] of all.flatMap((tallies) => Object.entries(tallies) as [Kill, KillTally][])) {
    const sum = sums.get(kill);
    if (sum === undefined) sums.set(kill, { ...tally });
    else for (const measure of Object.keys(sum) as (keyof KillTally)[]) sum[measure] += tally[measure];
  }
  return sums;
}

/** Of all clean ends, how many of the events arrived more than once, as a share of those recorded. */
export function cleanDuplicates(tallies: ReadonlyMap<Kill, KillTally>): number {
  let duplicates = 0;
  let recorded = 0;
  for (const [kill, tally] of tallies) {
    if (!CLEAN.has(kill)) continue;
    duplicates += tally.duplicates;
    recorded += tally.recorded;
  }
  return recorded === 0 ? 0 : duplicates / recorded;
}

function isDue(page: KilledPage, atMs: number): boolean {
  return page.kill !== 'crash' || page.killedAtMs - atMs > CRASH_WINDOW_MS;
}
