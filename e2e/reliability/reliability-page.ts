import { FAULTS } from './fault-table.ts';
import { type MatrixLine, tableRow } from './matrix-line.ts';
import { MOMENTS } from './scene.ts';

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
export function reliabilityPage(lines: readonly MatrixLine[], { browser, commit, date, relay }: RunFacts): string {
  const rows = inOrder(lines);
  return `---
aside: false
---

# Reliability

A flag never breaks the page. This is what a visitor sees while something is wrong, and how long recovery takes once it is over.
Written by \`pnpm reliability\` from its own run: ${date}, commit ${commit}, ${browser}, relay proxy ${relay}, behind a proxy that fails on
demand; the page's clock is simulated, its network is real. ${rows.length} cells, each a test.

In every cell no exception reached the page, evaluations returned at once, and nobody saw another user's answer.

- **during**: the provider's status, and whether evaluations gave flags or the application's defaults
- **after**: the same once it was over, with nobody doing anything; after a *close* the provider was set again. Edits made meanwhile have arrived
- **recovery**: the time from the end of the fault by the page's clock, in steps of two seconds

| fault | at | mode | during | after | recovery |
| --- | --- | --- | --- | --- | --- |
${rows.map(tableRow).join('\n')}

*At start* nothing is stored on the device; otherwise a start would be served from what is stored. *429* asked for 20 seconds. A refused key (*401*) is tried
again about once a minute, and at once with another key.
`;
}
