import type { PeerFigures } from './measure-peer.ts';

/** One thing that was measured, once a round in a process of its own. */
export interface Measured {
  readonly name: string;
  readonly bundle: string;
  readonly configuration: string;
  readonly wasm: string;
  readonly figures: PeerFigures[];
  fault: string | undefined;
}

/** Everything that one run has measured. */
export interface BenchRun {
  readonly date: string;
  readonly machine: string;
  readonly rounds: number;
  readonly measured: readonly Measured[];
  /** Bytes of linear memory before, after each tenth of, and after ten million evaluations. */
  readonly linearMemory: readonly number[];
  readonly brotliBytes: Readonly<Record<string, number>>;
}

interface Row {
  readonly title: string;
  readonly unit: 'ns' | 'ms';
  readonly of: (figures: PeerFigures) => number;
}

const ROWS: readonly Row[] = [
  { title: 'same context again', unit: 'ns', of: (figures) => figures.sameContext },
  { title: 'fresh context, 5 attributes', unit: 'ns', of: (figures) => figures.freshContext },
  { title: 'the same, 99th percentile (a clock read included)', unit: 'ns', of: (figures) => figures.freshContextP99 },
  { title: 'fresh context, 25 attributes', unit: 'ns', of: (figures) => figures.manyAttributes },
  { title: '1,000 flags after a context change', unit: 'ms', of: (figures) => figures.allFlagsMs },
  { title: 'load 1,000 flags, first answer', unit: 'ms', of: (figures) => figures.firstAnswerMs },
  { title: 'load 1,000 flags, all answered', unit: 'ms', of: (figures) => figures.allAnsweredMs },
];

const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);
const median = (values: readonly number[]): number => sorted(values)[values.length >> 1] ?? Number.NaN;
const short = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(2);

function cellOf({ figures }: Measured, { of }: Row): string {
  if (figures.length === 0) return 'not measured';
  const values = sorted(figures.map(of));
  return `${short(median(values))} (${short(values[0] ?? 0)}–${short(values.at(-1) ?? 0)})`;
}

function aheadOfUs(run: BenchRun, row: Row): string | undefined {
  const [ours, ...others] = run.measured;
  if (ours === undefined) return undefined;
  const limit = median(ours.figures.map(row.of));
  const ahead = others.filter(({ figures }) => figures.length > 0 && median(figures.map(row.of)) < limit);
  return ahead.length === 0 ? undefined : `- ${row.title}: ${ahead.map(({ name }) => name).join(', ')}`;
}

/** The page of a run. */
export function benchmarkPage(run: BenchRun): string {
  const ahead = ROWS.map((row) => aheadOfUs(run, row)).filter((line) => line !== undefined);
  const faults = run.measured.filter(({ fault }) => fault !== undefined);
  return [
    '# Benchmarks',
    '',
    'Written by `pnpm bench`; not edited by hand. Medians over the rounds, the fastest and the slowest round in brackets.',
    '',
    `- ${run.date}; ${run.machine}; ${run.rounds} rounds, each peer in a process of its own, in turn`,
    '- 1,000 flags: a third static, a third with a rule over two attributes, a third a rollout to half of all. Measured is a boolean',
    '  flag with that rule and a rollout behind it. Every peer has been checked to answer the workload rightly before it is timed.',
    '- Loading starts before the import of the minified, bundled peer, with the configuration as text and binaries as bytes in memory.',
    '- Flipt has no rollout inside a segment for boolean flags: its measured flag falls through to the rollout only where the rule fails.',
    '',
    `| | ${ROWS.map(({ title, unit }) => `${title} (${unit})`).join(' | ')} |`,
    `|---|${ROWS.map(() => '---:').join('|')}|`,
    ...run.measured.map((entry) => `| ${entry.name} | ${ROWS.map((row) => cellOf(entry, row)).join(' | ')} |`),
    '',
    '## Where others are ahead',
    '',
    ...(ahead.length === 0 ? ['Nowhere in this run.'] : ahead),
    '',
    ...(faults.length === 0
      ? []
      : ['## Not measured', '', ...faults.map(({ name, fault }) => `- ${name}: ${fault?.split('\n').at(-1)}`), '']),
    '## Memory',
    '',
    `Ten million evaluations with changing contexts; linear memory before, after each tenth, and at the end, in kB: ${run.linearMemory.map((bytes) => Math.round(bytes / 1024)).join(', ')}.`,
    '',
    '## Sizes (brotli, quality 11)',
    '',
    ...Object.entries(run.brotliBytes).map(([file, bytes]) => `- ${file}: ${bytes.toLocaleString('en-US')} bytes`),
    '',
  ].join('\n');
}
