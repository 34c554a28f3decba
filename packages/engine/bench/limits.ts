import { type BenchRun, middleOf } from './bench-run.ts';
import type { PeerFigures } from './measure-peer.ts';

/** A figure that the engine may not exceed. */
export interface Limit {
  readonly figure: string;
  readonly most: number;
  /** What it is meant to be; undefined where nothing more is asked. */
  readonly aim: number | undefined;
  readonly unit: 'ns' | 'ms' | 'kB' | 'of the official binary';
  readonly of: (run: BenchRun) => number;
}

const ours = (run: BenchRun, of: (figures: PeerFigures) => number): number => middleOf(run.measured[0], of);
const kilobytes = (run: BenchRun, file: string): number => (run.brotliBytes[file] ?? Number.NaN) / 1000;

function abiShare({ measured }: BenchRun): number {
  const time = (name: string): number =>
    middleOf(
      measured.find((entry) => entry.name.includes(name)),
      (figures) => figures.freshContext,
    );
  return time('GOFF ABI') / time('official binary');
}

/** The targets of the engine. */
export const LIMITS: readonly Limit[] = [
  { figure: 'engine.wasm, brotli', most: 24, aim: 16, unit: 'kB', of: (run) => kilobytes(run, 'engine.wasm') },
  { figure: 'engine.js, brotli', most: 60, aim: undefined, unit: 'kB', of: (run) => kilobytes(run, 'engine.js') },
  {
    figure: 'same context again',
    most: 60,
    aim: 30,
    unit: 'ns',
    of: (run) => ours(run, ({ sameContext }) => sameContext),
  },
  {
    figure: 'fresh context, 5 attributes',
    most: 1000,
    aim: undefined,
    unit: 'ns',
    of: (run) => ours(run, ({ freshContext }) => freshContext),
  },
  {
    figure: 'the same, 99th percentile',
    most: 4000,
    aim: undefined,
    unit: 'ns',
    of: (run) => ours(run, ({ freshContextP99 }) => freshContextP99),
  },
  {
    figure: 'fresh context, 25 attributes',
    most: 3000,
    aim: undefined,
    unit: 'ns',
    of: (run) => ours(run, ({ manyAttributes }) => manyAttributes),
  },
  {
    figure: '1,000 flags after a context change',
    most: 0.7,
    aim: 0.3,
    unit: 'ms',
    of: (run) => ours(run, ({ allFlagsMs }) => allFlagsMs),
  },
  {
    figure: 'load 1,000 flags, first answer',
    most: 6,
    aim: undefined,
    unit: 'ms',
    of: (run) => ours(run, ({ firstAnswerMs }) => firstAnswerMs),
  },
  {
    figure: 'load 1,000 flags, all answered',
    most: 15,
    aim: 8,
    unit: 'ms',
    of: (run) => ours(run, ({ allAnsweredMs }) => allAnsweredMs),
  },
  { figure: 'one evaluation through the GOFF ABI', most: 0.25, aim: 0.1, unit: 'of the official binary', of: abiShare },
];
