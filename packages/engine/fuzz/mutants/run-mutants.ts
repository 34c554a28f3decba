import { Worker } from 'node:worker_threads';
import { loadVectors } from '../../conformance/load-vectors.ts';
import { conforms, runConformance } from '../../conformance/run-conformance.ts';
import { engineFrom } from '../engine-under-test.ts';
import { Random } from '../generate/random.ts';
import { compileMutant } from './compile-mutant.ts';
import type { Catch, MutantMessage, MutantTask } from './mutant-worker.ts';
import { MUTATION_RULES, type MutantCategory } from './mutation-rules.ts';
import { type Mutation, mutationsOf } from './mutation-sites.ts';
import { equivalenceOf } from './not-counted.ts';

/** One mutant and what became of it. */
export interface MutantResult {
  readonly category: MutantCategory;
  readonly place: string;
  readonly before: string;
  readonly after: string;
  /** `undefined`: it survived. */
  readonly caught: Catch | undefined;
  readonly seconds: number;
}

/** A change that was drawn and not counted. */
export interface ReplacedMutant {
  readonly place: string;
  readonly before: string;
  readonly after: string;
  readonly reason: string;
}

/** How the mutants of one seed fared. */
export interface MutantReport {
  readonly results: readonly MutantResult[];
  readonly replaced: readonly ReplacedMutant[];
}

/** A worker gives a sign of life every second; without one for so long, the engine does not come back from a call. */
const HANGING_MS = 20_000;

function hunt(task: MutantTask): Promise<Catch | undefined> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./mutant-worker.ts', import.meta.url), { workerData: task });
    const hangs = (): void => {
      resolve({ by: 'hanging', detail: 'no answer' });
      void worker.terminate();
    };
    let timer = setTimeout(hangs, HANGING_MS);
    worker.on('message', (message: MutantMessage) => {
      clearTimeout(timer);
      if (message.kind === 'alive') timer = setTimeout(hangs, HANGING_MS);
      else resolve(message.caught);
    });
    worker.once('error', reject);
    worker.once('exit', () => clearTimeout(timer));
  });
}

/** What the engine gets wrong itself would seem to catch every mutant. */
async function mustConform(original: Uint8Array<ArrayBuffer>): Promise<void> {
  const { faces } = await engineFrom(original);
  const vectors = await loadVectors();
  const broken = faces.find((face) => !conforms(runConformance(face, vectors)));
  if (broken !== undefined)
    throw new Error(`the engine itself does not pass the vectors (${broken.name}): mend it first`);
}

function same(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, at) => byte === b[at]);
}

/**
 * Makes mutants of the engine, the same number of every category, and lets the vectors and the fuzzer loose on each.
 *
 * @param seconds - How long a mutant may live.
 */
export async function runMutants(
  oracle: string,
  seed: number,
  count: number,
  seconds: number,
  progress: (line: string) => void,
): Promise<MutantReport> {
  const random = new Random(seed);
  const original = await compileMutant();
  if (original === undefined) throw new Error('the engine itself does not compile');
  await mustConform(original);
  const categories = Object.keys(MUTATION_RULES) as MutantCategory[];
  const pools = new Map<MutantCategory, Mutation[]>();
  for (const category of categories) pools.set(category, await mutationsOf(category));
  const results: MutantResult[] = [];
  const replaced: ReplacedMutant[] = [];
  while (results.length < count) {
    const category = categories[results.length % categories.length] ?? 'operator';
    const pool = pools.get(category) ?? [];
    const [mutation] = pool.splice(random.int(0, pool.length - 1), 1);
    if (mutation === undefined) throw new Error(`no more changes of category ${category}`);
    const { file, line, before, after } = mutation;
    const shown = { place: `${file}:${line}`, before, after };
    const reason = equivalenceOf(mutation);
    const wasm = reason === undefined ? await compileMutant(mutation) : undefined;
    if (wasm === undefined || same(wasm, original)) {
      const why =
        reason ?? (wasm === undefined ? 'the compiler refuses it' : 'the compiler makes the same binary of it');
      replaced.push({ ...shown, reason: why });
      continue;
    }
    const started = performance.now();
    const caught = await hunt({ wasm, original, oracle, seed: seed + results.length, seconds });
    const result = { category, ...shown, caught, seconds: Math.round((performance.now() - started) / 100) / 10 };
    results.push(result);
    progress(
      `${String(results.length).padStart(2)} ${category.padEnd(10)} ${shown.place}: ${before}  →  ${after}\n     ` +
        (caught === undefined
          ? `SURVIVED ${seconds} s`
          : `caught by ${caught.by} (${caught.detail}) after ${result.seconds} s`),
    );
  }
  return { results, replaced };
}
