// Looks for a difference between one engine and the reference: the vectors first, then generated cases.
import { parentPort, workerData } from 'node:worker_threads';
import { loadVectors } from '../../conformance/load-vectors.ts';
import { runConformance } from '../../conformance/run-conformance.ts';
import { type CaseGroup, say, WEIGHTS } from '../differential/batch.ts';
import { runClockCases } from '../differential/clock.ts';
import { type Difference, runDifferential } from '../differential/differential.ts';
import { differenceOf } from '../differential/judge.ts';
import { lineOf } from '../differential/line-of.ts';
import { engineFrom } from '../engine-under-test.ts';
import { Random } from '../generate/random.ts';
import { Oracle } from '../oracle/oracle.ts';

/** What the worker is given. */
export interface MutantTask {
  readonly wasm: Uint8Array<ArrayBuffer>;
  /** The engine as it is: what it gets wrong too does not count. */
  readonly original: Uint8Array<ArrayBuffer>;
  readonly oracle: string;
  readonly seed: number;
  readonly seconds: number;
}

/** What caught the mutant: the group of a vector or a case, and the field that differs. */
export interface Catch {
  readonly by: 'loading' | 'vectors' | 'fuzzing' | 'hanging';
  readonly detail: string;
}

/** What the worker says: that it is alive, and in the end what it has found. */
export type MutantMessage = { readonly kind: 'alive' } | { readonly kind: 'done'; readonly caught: Catch | undefined };

const SIGN_OF_LIFE_MS = 1000;
const CLOCK_CASES = 20_000;

async function hunt(task: MutantTask): Promise<Catch | undefined> {
  let engine: Awaited<ReturnType<typeof engineFrom>>;
  try {
    engine = await engineFrom(task.wasm);
  } catch (fault) {
    return { by: 'loading', detail: String(fault) };
  }
  const vectors = await loadVectors();
  for (const face of engine.faces) {
    const failure = runConformance(face, vectors, 1).groups.find(({ failures }) => failures.length > 0)?.failures[0];
    if (failure !== undefined) return { by: 'vectors', detail: `${face.name}, ${failure.id}` };
  }
  const oracle = new Oracle(task.oracle);
  try {
    const differences: Difference[] = [];
    const original = await engineFrom(task.original);
    const found = (difference: Difference): boolean => {
      const line = lineOf(difference.input);
      if (
        original.faces.some(
          (face) => differenceOf(difference.expected, say(face, difference.input, line)) !== undefined,
        )
      ) {
        throw new Error(`the engine itself differs from the reference: ${line}`);
      }
      return differences.push(difference) > 0;
    };
    const random = new Random(task.seed);
    await runClockCases(oracle, engine.module, random, CLOCK_CASES, found);
    if (differences.length > 0) {
      // Most of what the clock shows no face can show: the engine as it is goes the same way.
      await runClockCases(oracle, original.module, new Random(task.seed), CLOCK_CASES, ({ input }) => {
        throw new Error(`the engine itself differs from the reference by its clock: ${lineOf(input)}`);
      });
    } else {
      const groups = Object.keys(WEIGHTS) as CaseGroup[];
      const { seconds } = task;
      await runDifferential({
        oracle,
        faces: engine.faces,
        random,
        groups,
        cases: Infinity,
        seconds,
        found,
        shrinkMs: 0,
      });
    }
    const [first] = differences;
    return first === undefined ? undefined : { by: 'fuzzing', detail: `${first.face}, ${first.group}` };
  } finally {
    oracle.close();
  }
}

const tell = (message: MutantMessage): void => parentPort?.postMessage(message, []);
const alive = setInterval(() => tell({ kind: 'alive' }), SIGN_OF_LIFE_MS);
tell({ kind: 'done', caught: await hunt(workerData as MutantTask) });
clearInterval(alive);
