import { Worker } from 'node:worker_threads';
import { loadVectors } from '../../conformance/load-vectors.ts';
import { conforms, runConformance } from '../../conformance/run-conformance.ts';
import { engineFrom } from '../engine-under-test.ts';
import { Random } from '../generate/random.ts';
import { compileMutant } from './compile-mutant.ts';
import type { Catch, MutantMessage, MutantTask } from './mutant-worker.ts';
import { MUTATION_RULES, type MutantCategory } from './mutation-rules.ts';
import { type Mutation, mutationsOf } from './mutation-sites.ts';
import { sameMeaning } from './same-meaning.ts';
import { shortcutOf } from './shortcuts.ts';

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

/** What becomes of a change: no mutant at all, or one that was hunted. */
type Fate = { readonly reason: string } | { readonly caught?: Catch; readonly seconds: number };

/** Does the work, or answers what it came to in an earlier run. */
export type Remember = <T>(name: string, work: () => Promise<T>) => Promise<T>;

/**
 * A worker gives a sign of life every second. One that is silent for so many looks, a second apart, does not come back from a call. Looks are
 * counted, not time: while this process is paused, so is its worker, and nobody looks.
 */
const SILENT_LOOKS = 30;
const LOOK_MS = 1000;

function hunt(task: MutantTask): Promise<Catch | undefined> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./mutant-worker.ts', import.meta.url), { workerData: task });
    let silentLooks = 0;
    const look = setInterval(() => {
      silentLooks += 1;
      if (silentLooks < SILENT_LOOKS) return;
      resolve({ by: 'hanging', detail: 'no answer' });
      void worker.terminate();
    }, LOOK_MS);
    worker.on('message', (message: MutantMessage) => {
      silentLooks = 0;
      if (message.kind === 'done') resolve(message.caught);
    });
    worker.once('error', reject);
    worker.once('exit', () => clearInterval(look));
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
 * Makes mutants of the engine, the same number of every category, and lets the vectors and the fuzzer loose on each. A change is replaced by the
 * next one only where it makes no other binary, means the same for every input (`same-meaning.ts`), or lies in a shortcut that can be left out
 * altogether (`shortcuts.ts`). Other code that may be
 * changed without anybody noticing has no business in the engine, and is rewritten.
 *
 * @param seconds - How long a mutant may live.
 */
export async function runMutants(
  oracle: string,
  seed: number,
  count: number,
  seconds: number,
  progress: (line: string) => void,
  remember: Remember = (_, work) => work(),
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
    const none = sameMeaning(mutation);
    if (none !== undefined) {
      replaced.push({ ...shown, reason: none });
      continue;
    }
    const number = results.length;
    const fate = await remember(`mutant ${number}: ${shown.place} ${after}`, async (): Promise<Fate> => {
      const wasm = await compileMutant(mutation);
      if (wasm === undefined) return { reason: 'the compiler refuses it' };
      if (same(wasm, original)) return { reason: 'the compiler makes the same binary of it' };
      const started = performance.now();
      const task = { original, oracle, seed: seed + number, seconds };
      const caught = await hunt({ ...task, wasm });
      const shortcut = caught === undefined ? await shortcutOf(mutation) : undefined;
      if (shortcut !== undefined) {
        const without = await compileMutant(shortcut.without);
        if (without === undefined) throw new Error(`${file} does not compile without its shortcut`);
        const isVisible = (await hunt({ ...task, wasm: without })) !== undefined;
        if (!isVisible) return { reason: `${shortcut.proof}; an engine without the shortcut lives as long` };
      }
      return {
        ...(caught === undefined ? {} : { caught }),
        seconds: Math.round((performance.now() - started) / 100) / 10,
      };
    });
    if ('reason' in fate) {
      replaced.push({ ...shown, ...fate });
      continue;
    }
    const { caught } = fate;
    const result = { category, ...shown, caught, seconds: fate.seconds };
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
