import type { Disagreement } from '../../conformance/disagreement.ts';
import type { Face } from '../../conformance/face.ts';
import type { Answer, EvaluationInput } from '../../conformance/vector.ts';
import type { Random } from '../generate/random.ts';
import type { Oracle } from '../oracle/oracle.ts';
import { type Batch, type CaseGroup, drawGroup, makeBatch, say } from './batch.ts';
import { differenceOf, judge, type Said } from './judge.ts';
import { isLeftOut } from './left-out.ts';
import { lineOf } from './line-of.ts';
import { dependsOnOrderOfAddition } from './order-of-addition.ts';
import { shrink } from './shrink.ts';
import { type Tally, tallyOf } from './tally.ts';

/** A case that one face answers otherwise than the reference. */
export interface Difference {
  readonly group: string;
  readonly face: string;
  readonly input: EvaluationInput;
  readonly expected: Answer;
  readonly difference: Disagreement | string;
}

/** What a run compares, and how long. */
export interface DifferentialOptions {
  readonly oracle: Oracle;
  readonly faces: readonly Face[];
  readonly random: Random;
  readonly groups: readonly CaseGroup[];
  readonly cases: number;
  readonly seconds: number;
  /** Ends the run when it returns true. */
  readonly found: (difference: Difference) => boolean;
  /** How long one difference is made smaller. @defaultValue 20 s */
  readonly shrinkMs?: number;
  /** Told now and then how far the run is. */
  readonly progress?: (tally: Tally) => void;
}

const BATCH_SIZE = 256;
/** Enough for the oracle to have work while this side answers the batch before. */
const BATCHES_IN_FLIGHT = 3;
const PROGRESS_MS = 20_000;

interface InFlight {
  readonly batch: Batch;
  readonly said: readonly (readonly Said[])[];
  readonly answers: Promise<string[]>;
}

/** Compares until the cases or the seconds are used up, or `found` has seen enough. */
export async function runDifferential(options: DifferentialOptions): Promise<Tally> {
  const { oracle, faces, random, groups } = options;
  const tally: Tally = new Map();
  const started = performance.now();
  const flight: InFlight[] = [];
  let planned = 0;
  let told = started;
  let last = started;
  const launch = (): void => {
    const group = drawGroup(random, groups);
    const size = Math.min(group === 'limits' ? BATCH_SIZE / 8 : BATCH_SIZE, options.cases - planned);
    const batch = makeBatch(random, group, size);
    planned += batch.lines.length;
    const answers = oracle.ask(batch.lines);
    const said = faces.map((face) => batch.inputs.map((input, at) => say(face, input, batch.lines[at] ?? '')));
    flight.push({ batch, said, answers });
  };
  const hasRoom = (): boolean =>
    performance.now() - started < options.seconds * 1000 &&
    planned < options.cases &&
    flight.length < BATCHES_IN_FLIGHT;
  for (;;) {
    while (hasRoom()) launch();
    const next = flight.shift();
    if (next === undefined) return tally;
    const enough = await compare(next, options, tally);
    const now = performance.now();
    tallyOf(tally, next.batch.group).seconds += (now - last) / 1000;
    last = now;
    if (enough) {
      await Promise.all(flight.map(({ answers }) => answers));
      return tally;
    }
    if (now - told > PROGRESS_MS) {
      told = now;
      options.progress?.(tally);
    }
  }
}

async function compare(
  { batch, said, answers }: InFlight,
  options: DifferentialOptions,
  tally: Tally,
): Promise<boolean> {
  const counts = tallyOf(tally, batch.group);
  const texts = await answers;
  counts.leftOut += batch.leftOut;
  counts.cases += batch.lines.length;
  for (const [at, text] of texts.entries()) {
    const expected = JSON.parse(text) as Answer;
    for (const [index, face] of options.faces.entries()) {
      const ours = said[index]?.[at] ?? 'said nothing';
      if (differenceOf(expected, ours) === undefined) continue;
      const input = batch.inputs[at] as EvaluationInput;
      const difference = await examine(options, face, batch.group, input);
      if (difference === 'undecided') counts.undecided += 1;
      else if (difference !== undefined && options.found(difference)) return true;
    }
  }
  return false;
}

async function examine(
  options: DifferentialOptions,
  face: Face,
  group: string,
  input: EvaluationInput,
): Promise<Difference | 'undecided' | undefined> {
  const judged = (candidate: EvaluationInput): ReturnType<typeof judge> => {
    const line = lineOf(candidate);
    return judge(options.oracle, line, () => say(face, candidate, line));
  };
  if (dependsOnOrderOfAddition(input)) return 'undecided';
  const first = await judged(input);
  if (first.kind !== 'differ') return first.kind === 'undecided' ? 'undecided' : undefined;
  const smallest = await shrink(
    input,
    async (candidate) => !isLeftOut(candidate) && (await judgedOnce(options.oracle, face, candidate)),
    options.shrinkMs,
  );
  const last = await judged(smallest);
  const [verdict, shown] = last.kind === 'differ' ? [last, smallest] : [first, input];
  return { group, face: face.name, input: shown, expected: verdict.expected, difference: verdict.difference };
}

/** While shrinking, a few answers that all differ are enough; the smallest case is judged with care. */
async function judgedOnce(oracle: Oracle, face: Face, candidate: EvaluationInput): Promise<boolean> {
  const line = lineOf(candidate);
  const answers = await oracle.ask([line, line, line]);
  const ours = say(face, candidate, line);
  return answers.every((text) => differenceOf(JSON.parse(text) as Answer, ours) !== undefined);
}
