import type { Kill, KillTally } from './kill.ts';
import type { FloodResult } from './run-flood.ts';

/** The record of a full run. */
export interface EventsProof {
  readonly date: string;
  readonly commit: string;
  readonly isTreeClean: boolean;
  readonly seed: number;
  readonly machine: string;
  readonly kills: number;
  readonly modes: readonly {
    readonly mode: string;
    readonly tallies: Readonly<Partial<Record<Kill, KillTally>>>;
    /** As a share of the events of pages that ended by reload, navigation or close. */
    readonly cleanDuplicates: number;
    readonly lost: readonly string[];
  }[];
  readonly flood: FloodResult;
  readonly seconds: number;
}

const MEGABYTE = 1_000_000;

/** The record for readers. */
export function proofPage(proof: EventsProof): string {
  const { flood } = proof;
  const longest = Math.round(Math.max(0, ...flood.longTasks));
  return `# Events arrive

Written by \`pnpm proof events\` on ${proof.date}, seed ${proof.seed}, commit ${proof.commit.slice(0, 8)}${proof.isTreeClean ? '' : ' with changes'}, in ${proof.seconds} s on ${proof.machine}, which was doing other work as well.

${proof.kills} pages in Chromium recorded numbered events, one every 5 to 25 ms, and were ended at random moments in their first seconds, half of them long before their first flush. The numbers are compared with
what the real relay proxy's file exporter wrote. *Lost* is what was recorded and never arrived; a crash may take the last 250 ms with it. *Duplicates* are further arrivals of an event; they carry the same id.
A page that comes from a reload ends when the next one is opened in its place, often while it is still loading: *succeeded*.

${proof.modes.map(modeTable).join('\n')}
## ${flood.recorded.toLocaleString('en')} events while the relay proxy is away

| | |
|---|---|
| recording an evaluation costs the application, median | ${(flood.recordingCostNs / 1_000).toFixed(2)} µs |
| recorded in | ${flood.seconds.toFixed(1)} s |
| kept, at most | ${flood.limit.toLocaleString('en')} |
| dropped, as the page was told | ${flood.dropped.toLocaleString('en')} |
| arrived when it was back | ${flood.arrived.toLocaleString('en')} |
| on the device | ${(flood.storedBytes / MEGABYTE).toFixed(1)} MB |
| the page's heap, before and after | ${(flood.heapBytesBefore / MEGABYTE).toFixed(1)} and ${(flood.heapBytesAfter / MEGABYTE).toFixed(1)} MB |
| tasks of more than 50 ms | ${flood.longTasks.length}, the longest ${longest} ms |
`;
}

function modeTable({ cleanDuplicates, mode, tallies }: EventsProof['modes'][number]): string {
  const rows = Object.entries(tallies).map(
    ([kill, { duplicates, lost, lostInWindow, pages, recorded }]) =>
      `| ${kill} | ${pages} | ${recorded} | ${lost} | ${lostInWindow} | ${duplicates} |`,
  );
  return `## ${mode}

| end | pages | events | lost | lost within 250 ms of a crash | duplicates |
|---|---|---|---|---|---|
${rows.join('\n')}

Duplicates of clean ends: ${(100 * cleanDuplicates).toFixed(2)} %.
`;
}
