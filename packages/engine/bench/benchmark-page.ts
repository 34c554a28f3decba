import { type BenchRun, type Measured, median, middleOf } from './bench-run.ts';
import { LIMITS, type Limit } from './limits.ts';
import type { PartFigures } from './measure-parts.ts';
import type { PeerFigures } from './measure-peer.ts';

interface Row {
  readonly title: string;
  readonly unit: 'ns' | 'ms';
  readonly of: (figures: PeerFigures) => number;
  /** Why somebody can be ahead here. */
  readonly reason: string;
}

const READS_LITTLE =
  'An evaluation of ours crosses into WebAssembly and back, and first copies what the rule reads into its memory: a few dozen nanoseconds each, which an evaluator in JavaScript does not spend.';
const COMPILES =
  'They are plain JavaScript. Loading WebAssembly beside the configuration takes about a millisecond longer than reading the configuration alone, and compiling it function by function as it first runs takes nearly another; in return each flag is compiled once, so that later evaluations cost nanoseconds where theirs cost microseconds.';

const ROWS: readonly Row[] = [
  { title: 'same context again', unit: 'ns', of: (figures) => figures.sameContext, reason: 'Ours looks up an answer.' },
  { title: 'fresh context, 5 attributes', unit: 'ns', of: (figures) => figures.freshContext, reason: READS_LITTLE },
  {
    title: 'the same, 99th percentile (a clock read included)',
    unit: 'ns',
    of: (figures) => figures.freshContextP99,
    reason: READS_LITTLE,
  },
  { title: 'fresh context, 25 attributes', unit: 'ns', of: (figures) => figures.manyAttributes, reason: READS_LITTLE },
  {
    title: '1,000 flags after a context change',
    unit: 'ms',
    of: (figures) => figures.allFlagsMs,
    reason: READS_LITTLE,
  },
  {
    title: 'load 1,000 flags, first answer',
    unit: 'ms',
    of: (figures) => figures.firstAnswerMs,
    reason: COMPILES,
  },
  {
    title: 'load 1,000 flags, all answered',
    unit: 'ms',
    of: (figures) => figures.allAnsweredMs,
    reason: COMPILES,
  },
];

const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);
const short = (value: number): string =>
  value >= 100 ? Math.round(value).toLocaleString('en-US') : value.toPrecision(2);
const kibibytes = (bytes: readonly number[]): string =>
  bytes.map((count) => Math.round(count / 1024).toLocaleString('en-US')).join(', ');

function limitLine(run: BenchRun, { figure, most, aim, unit, of }: Limit): string {
  const value = of(run);
  const verdict =
    value > most ? '**over the limit**' : aim !== undefined && value > aim ? 'within the limit' : 'as aimed at';
  return `| ${figure} | ${most} | ${aim ?? ''} | ${short(value)} | ${unit} | ${verdict} |`;
}

function cellOf({ figures }: Measured, { of }: Row): string {
  if (figures.length === 0) return 'not measured';
  const values = sorted(figures.map(of));
  return `${short(values[values.length >> 1] ?? 0)} (${short(values[0] ?? 0)}–${short(values.at(-1) ?? 0)})`;
}

function aheadOfUs({ measured }: BenchRun, row: Row): string | undefined {
  const [ours, ...others] = measured;
  const limit = middleOf(ours, row.of);
  const rivals = others.filter(
    ({ name, figures }) => figures.length > 0 && !/^(?:@goff-web|engine\.wasm|OpenFeature)/.test(name),
  );
  const ahead = rivals.filter(({ figures }) => middleOf({ figures } as Measured, row.of) < limit);
  return ahead.length === 0 ? undefined : `- ${row.title}: ${ahead.map(({ name }) => name).join(', ')}. ${row.reason}`;
}

function startOf(entry: Measured): string {
  const parts = [0, 1, 2].map((part) => short(middleOf(entry, ({ startMs }) => startMs[part] ?? Number.NaN)));
  const rest = middleOf(entry, ({ allAnsweredMs, firstAnswerMs }) => allAnsweredMs - firstAnswerMs);
  return `| ${entry.name} | ${parts.join(' | ')} | ${short(rest)} |`;
}

/** What the figures consist of whose aims are hard to reach. */
function partsOf({ parts, wasmParts, brotliBytes }: BenchRun): readonly string[] {
  const middle = (of: (figures: PartFigures) => number): number => median(parts.map(of));
  const abi = [0, 1].map((at) =>
    (['write', 'evaluate', 'read'] as const).map((part) => middle((figures) => figures.abi[at]?.[part] ?? Number.NaN)),
  );
  const [ours = [], official = []] = abi;
  const total = (of: readonly number[]): number => of.reduce((sum, part) => sum + part, 0);
  const callers = total(ours) - (ours[1] ?? Number.NaN);
  const bytes = total(Object.values(wasmParts));
  const share = (...names: readonly string[]): string =>
    `${((100 * total(names.map((name) => wasmParts[name] ?? Number.NaN))) / bytes).toFixed(0)} %`;
  return [
    '## What is hard to reduce',
    '',
    'One evaluation through the GOFF ABI, in nanoseconds, the caller being this process:',
    '',
    '| | the caller writes JSON | the binary, with its input and its answer copied | the caller reads JSON |',
    '|---|---:|---:|---:|',
    `| engine.wasm | ${ours.map(short).join(' | ')} |`,
    `| official binary | ${official.map(short).join(' | ')} |`,
    '',
    `The caller alone takes ${short(callers / total(official))} of the time that an evaluation by the official binary takes, however fast its own binary is; the aim`,
    `would leave ${short(0.1 - callers / total(official))} for that. It takes ${short((ours[1] ?? Number.NaN) / total(official))}, and ${short((ours[1] ?? Number.NaN) / (official[1] ?? Number.NaN))} of the official one's time: for one answer it reads the whole document and`,
    'compiles the flag and its query. The resident face does that once a configuration.',
    '',
    'All 1,000 flags answered once, by an instance that is new, in milliseconds:',
    '',
    `- compiling them in the engine: ${short(middle(({ start }) => start.compile))}`,
    `- evaluating them in the engine: ${short(middle(({ start }) => start.resolve))}`,
    `- JavaScript around it: ${short(middle(({ start }) => start.host))}`,
    '',
    'Both halves run for the first time, and are translated while they run: WebAssembly function by function, and without optimisation. A new instance in',
    `a process that has done it 50 times takes ${short(middle(({ start }) => start.again))} ms for all of it.`,
    '',
    `engine.wasm has ${(brotliBytes['engine.wasm'] ?? Number.NaN).toLocaleString('en-US')} bytes. The two query languages alone are ${share('query/jsonlogic', 'query/nikunjy', 'query')} of its code and data, the flag's`,
    `format with its schedules ${share('flag')}, tables (Go's mapping to lower case among them), names and messages ${share('data: tables, names, messages')}, numbers read and printed as`,
    `Go does it ${share('number')}. Each answers vectors that nothing else answers; what could be left out would be answers.`,
    '',
  ];
}

/** The page of a run. */
export function benchmarkPage(run: BenchRun): string {
  const ahead = ROWS.map((row) => aheadOfUs(run, row)).filter((line) => line !== undefined);
  const faults = run.measured.filter(({ fault }) => fault !== undefined);
  const bytes = Object.values(run.wasmParts).reduce((sum, part) => sum + part, 0);
  return [
    '# Benchmarks',
    '',
    'Written by `pnpm bench`; not edited by hand. Medians of the rounds, with the fastest and the slowest round in brackets.',
    '',
    `- ${run.date}; commit ${run.commit}; ${run.machine}; ${run.rounds} rounds, each peer in a process of its own, in turn`,
    '- 1,000 flags: a third static, a third with a rule over two attributes, a third a rollout to half of all. What is measured is a boolean',
    '  flag with that rule and a rollout behind it. Every peer is checked to answer the workload correctly before it is timed.',
    '- Loading starts with the import of the minified, bundled peer; the configuration is in memory as text, binaries as bytes.',
    '- `@goff-web/core by OpenFeature` is the whole client, as an application calls it: `OpenFeature.setContext`, `client.getBooleanValue`. The line above',
    '  it is the engine alone, the line below it what OpenFeature takes before any provider is asked: its own provider in memory, where a rule is a line of',
    '  JavaScript. The other vendors are measured without OpenFeature; behind it they would take as much longer. What the whole client takes in a browser stands in [In-process mode in a browser](benchmarks-client.md).',
    '- Flipt has no rollout inside a segment for boolean flags: its measured flag falls through to the rollout only where the rule fails.',
    '',
    '## Targets of the engine',
    '',
    '| figure | at most | aim | measured | | |',
    '|---|---:|---:|---:|---|---|',
    ...LIMITS.map((limit) => limitLine(run, limit)),
    '',
    '## Beside others, in the same run',
    '',
    `| | ${ROWS.map(({ title, unit }) => `${title} (${unit})`).join(' | ')} |`,
    `|---|${ROWS.map(() => '---:').join('|')}|`,
    ...run.measured.map((entry) => `| ${entry.name} | ${ROWS.map((row) => cellOf(entry, row)).join(' | ')} |`),
    '',
    '![Bars of the medians, with whiskers from the fastest round to the slowest, on a logarithmic scale: less is better.](./benchmarks.svg)',
    '',
    '## Where others are ahead, and why',
    '',
    ...(ahead.length === 0 ? ['Nowhere in this run.'] : ahead),
    '',
    '## The start in parts (ms)',
    '',
    '| | import | load | first answer | the other 999 |',
    '|---|---:|---:|---:|---:|',
    ...run.measured.map(startOf),
    '',
    ...partsOf(run),
    ...(faults.length === 0
      ? []
      : ['## Not measured', '', ...faults.map(({ name, fault }) => `- ${name}: ${fault?.split('\n').at(-1)}`), '']),
    '## Memory',
    '',
    'Ten million evaluations with changing contexts by our host, in KiB before and after each tenth:',
    '',
    `- linear memory: ${kibibytes(run.memory.linear)}`,
    `- JavaScript's heap, garbage collected: ${kibibytes(run.memory.heap)}`,
    '',
    '## Sizes (brotli, quality 11)',
    '',
    ...Object.entries(run.brotliBytes).map(([file, size]) => `- ${file}: ${size.toLocaleString('en-US')} bytes`),
    '',
    `What engine.wasm consists of, in shares of ${bytes.toLocaleString('en-US')} bytes before compression:`,
    '',
    ...Object.entries(run.wasmParts).map(([part, size]) => `- ${part}: ${((100 * size) / bytes).toFixed(0)} %`),
    '',
  ].join('\n');
}
