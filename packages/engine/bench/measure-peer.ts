// Measures one peer in this process and prints its figures as JSON: measure-peer.ts BUNDLE CONFIGURATION WASM
import { readFileSync } from 'node:fs';
import type { Peer, Subject } from './subject.ts';
import { benchContext, FLAG_COUNT, MEASURED_FLAG, workload } from './workload.ts';

/** Figures of one process. Times in nanoseconds unless the name says otherwise. */
export interface PeerFigures {
  /** Import, loading, and the first answer, which add up to the next. */
  readonly startMs: readonly [imported: number, loaded: number, answered: number];
  readonly firstAnswerMs: number;
  readonly allAnsweredMs: number;
  readonly sameContext: number;
  readonly freshContext: number;
  readonly freshContextP99: number;
  readonly manyAttributes: number;
  readonly allFlagsMs: number;
}

const SAMPLES = 25;
const SAMPLE_MS = 12;

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;

/** Keeps results from being optimised away. */
let trues = 0;

/** Median time of one call, over samples long enough for the clock. */
function timePerCall(call: (turn: number) => boolean): number {
  let turn = 0;
  let calls = 1;
  const run = (): number => {
    const start = performance.now();
    for (let left = calls; left > 0; left--) if (call(turn++)) trues++;
    return performance.now() - start;
  };
  for (let spent = run(); spent < SAMPLE_MS; spent = run())
    calls = Math.ceil(calls * Math.min(10, (1.2 * SAMPLE_MS) / Math.max(spent, 0.01)));
  return median(Array.from({ length: SAMPLES }, () => (run() * 1e6) / calls));
}

function p99PerCall(call: (turn: number) => boolean): number {
  const times = Array.from({ length: 50_000 }, (_, turn) => {
    const start = process.hrtime.bigint();
    if (call(turn)) trues++;
    return Number(process.hrtime.bigint() - start);
  });
  return times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;
}

/** Every peer has to answer as the workload says, or its times mean nothing. */
function verify(subject: Subject): void {
  let rollout = 0;
  for (let user = 0; user < 400; user++) {
    const context = benchContext(user);
    subject.use(context);
    if (!subject.evaluate('flag-0')) throw new Error('the static flag is not true');
    if (subject.evaluate('flag-1') !== (context['country'] === 'FR'))
      throw new Error(`the rule is wrong for user ${user}`);
    if (subject.evaluate('flag-2')) rollout++;
  }
  if (rollout < 120 || rollout > 280) throw new Error(`the rollout reaches ${rollout} of 400`);
}

const [bundle = '', configurationFile = '', wasmFile = ''] = process.argv.slice(2);
const configuration = readFileSync(configurationFile, 'utf8');
const wasm = wasmFile === '' ? new Uint8Array() : new Uint8Array(readFileSync(wasmFile));
const keys = [...workload().keys()];
// Node loads these at their first use: they are no peer's cost.
for (const global of ['Response', 'Headers', 'crypto', 'WebAssembly']) Reflect.get(globalThis, global);
// What was allocated until here would otherwise decide in whose time the first collection falls. A minor one: a full one throws away Node's own code.
if (globalThis.gc === undefined) throw new Error('to be run with --expose-gc');
globalThis.gc({ type: 'minor' });

const started = performance.now();
const { peer } = (await import(bundle)) as { peer: Peer };
const importedAt = performance.now();
const subject = await peer.load(configuration, wasm);
const loadedAt = performance.now();
subject.use(benchContext(1));
if (subject.evaluate(MEASURED_FLAG)) trues++;
const answeredAt = performance.now();
for (const key of keys) if (subject.evaluate(key)) trues++;
const allAnsweredMs = performance.now() - started;

verify(subject);
// Enough users for no peer to have met the next one lately.
const users5 = Array.from({ length: 4096 }, (_, user) => benchContext(user, 5));
const users25 = Array.from({ length: 4096 }, (_, user) => benchContext(user, 25));
const fresh =
  (users: typeof users5) =>
  (turn: number): boolean => {
    subject.use(users[turn & 4095] ?? benchContext(turn));
    return subject.evaluate(MEASURED_FLAG);
  };
subject.use(benchContext(1));
const sameContext = timePerCall(() => subject.evaluate(MEASURED_FLAG));
const freshContext = timePerCall(fresh(users5));
const freshContextP99 = p99PerCall(fresh(users5));
const manyAttributes = timePerCall(fresh(users25));
const allFlags = timePerCall((turn) => {
  subject.use(users5[turn & 4095] ?? benchContext(turn));
  for (const key of keys) if (subject.evaluate(key)) trues++;
  return true;
});
const figures: PeerFigures = {
  startMs: [importedAt - started, loadedAt - importedAt, answeredAt - loadedAt],
  firstAnswerMs: answeredAt - started,
  allAnsweredMs,
  sameContext,
  freshContext,
  freshContextP99,
  manyAttributes,
  allFlagsMs: allFlags / 1e6,
};
if (trues === 0 || keys.length !== FLAG_COUNT) throw new Error('nothing was evaluated');
console.log(JSON.stringify(figures));
process.exit(0);
