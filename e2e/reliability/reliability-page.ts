import { FAULTS } from './fault-table.ts';
import { type MatrixLine, tableRow } from './matrix-line.ts';
import { MOMENTS } from './scene.ts';
import { type SoakLine, soakRow } from './soak-line.ts';

/** Where and with what a run was made. */
export interface RunFacts {
  readonly date: string;
  readonly commit: string;
  readonly relay: string;
  readonly browser: string;
}

const MODES = ['core', 'remote'] as const;

/** Lines in the order of the table that they come from, however they came in. */
function inOrder(lines: readonly MatrixLine[]): readonly MatrixLine[] {
  const cells = FAULTS.flatMap(({ name }) =>
    MOMENTS.flatMap((moment) => MODES.map((mode) => ({ name, moment, mode }))),
  );
  return cells.map(({ name, moment, mode }) => {
    const found = lines.findLast((line) => line.fault === name && line.moment === moment && line.mode === mode);
    if (found === undefined) throw new Error(`There is no line for ${name} at ${moment}, ${mode}.`);
    return found;
  });
}

/** The page that a run publishes. */
export function reliabilityPage(
  lines: readonly MatrixLine[],
  soak: readonly SoakLine[],
  { browser, commit, date, relay }: RunFacts,
): string {
  const rows = inOrder(lines);
  return `---
aside: false
---

# Reliability

A flag never breaks the page. This is what a visitor sees while something is wrong, and how long recovery takes once it is over.
Written by \`pnpm reliability\` from its own run: ${date}, commit ${commit}, ${browser}, relay proxy ${relay}, behind a proxy that fails on
demand; the page's clock is simulated, its network is real. ${rows.length} cells, each a test.

In every cell no exception reached the page, evaluations returned at once, nobody saw another user's answer, not even in the moment of a context
change, and a provider that was closed asked for nothing any more.

- **during**: the provider's status, and whether evaluations gave flags or the application's defaults
- **after**: the same once it was over, with nobody doing anything; after a *close* the provider was set again. Edits made meanwhile have arrived
- **recovery**: the time from the end of the fault by the page's clock, in steps of two seconds

| fault | at | mode | during | after | recovery |
| --- | --- | --- | --- | --- | --- |
${rows.map(tableRow).join('\n')}

*At start* nothing is stored on the device; otherwise a start would be served from what is stored. *429* asked for 20 seconds. A refused key (*401*) is tried
again about once a minute, and at once with another key. *Clock jump*: a flag is to change half-way; in-process mode follows the device's clock, remote mode the relay proxy's.
*Offline* ends connections that are open as well, the change stream among them. A *close* takes five seconds at most, also where the relay proxy never
answers, though a request may take ten.

Each fault was seen to fail at least one of its cells when a guard of the provider was taken out. Some cells have none, and show that nothing is needed:
a stored entry or an engine's file is not looked at again at a refresh, nor in-process at a context change; an older replica can be told by the
configuration's date only, in-process and at a refresh; a clock that jumps, and a page that comes back, matter only to one that goes on running, not at
a start or a close. Others have two, of which either suffices: at a refresh the change stream brings what a retry would; in remote mode a write that
fails is caught by the store and by the line that it waits in.

## Half an hour of faults

A soak of 30 simulated minutes: every ten seconds a random fault, its end, an edit, another user, a refresh, or nothing. The page's clock stands still
between the moments at which something is due, and its source of randomness says what the schedule has drawn, so that every request can be
worked out from the rules alone: polls every 10 seconds ±10 %, retries after half to all of a delay that doubles from 1 to 60 seconds, rate limits kept. Each
request came when it was due and not a moment sooner, memory stayed flat, and all was well within one poll after the last fault.

| mode | seed | faults | edits | other users | refreshes | requests on paper | requests |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |
${soak
  .toSorted((one, other) => one.mode.localeCompare(other.mode))
  .map(soakRow)
  .join('\n')}
`;
}
