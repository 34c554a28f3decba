import { type AbiInstance, instantiateAbi } from '../../conformance/goff-abi-face.ts';
import type { EngineModule } from '../../src/evaluator.ts';
import { Random } from '../generate/random.ts';
import { giantDocuments, HostileBytes } from './hostile-bytes.ts';
import { type HostileQuestion, hostileQuestion } from './hostile-values.ts';

/** What hostile inputs did. */
export interface HostileReport {
  /** Inputs by the ABI of the binary, as bytes. */
  readonly bytes: number;
  /** Questions to the resident host, as JavaScript values. */
  readonly questions: number;
  readonly giants: number;
  /** Answers by error code; successes under `none`. */
  readonly answers: Readonly<Record<string, number>>;
  /** Linear memory of the ABI's instance after each tenth of its inputs. */
  readonly memoryBytes: readonly number[];
  /** The same while giant documents pass: after the second round and after the last. */
  readonly giantMemoryBytes: readonly [second: number, last: number];
  /** Instances that the resident host had to replace. */
  readonly replacedInstances: number;
  /** What went wrong: traps, answers that are none, memory that grew late. */
  readonly faults: readonly string[];
}

/** Of five inputs, one goes to the resident host. */
const RESIDENT_SHARE = 0.2;
const GIANT_BYTES = 10 << 20;
const GIANT_ROUNDS = 5;
const MOST_FAULTS = 5;

const printable = (input: Uint8Array): string => JSON.stringify(Buffer.from(input.subarray(0, 400)).toString('latin1'));

/** Sends hostile inputs through both faces. Every one has to end in an answer. */
export function runHostile(
  wasm: WebAssembly.Module,
  module: EngineModule,
  seed: number,
  count: number,
  progress: (line: string) => void = () => {},
): HostileReport {
  const random = new Random(seed);
  const questions = Math.round(count * RESIDENT_SHARE);
  const answers: Record<string, number> = {};
  const faults: string[] = [];
  const tell = (fault: string): void => {
    if (faults.length < MOST_FAULTS) faults.push(fault);
  };
  const count1 = (errorCode: unknown): void => {
    const name = errorCode === '' ? 'none' : String(errorCode);
    answers[name] = (answers[name] ?? 0) + 1;
  };
  const memoryBytes = sendBytes(wasm, seed, count - questions, { tell, count1, progress });
  const replacedInstances = askResident(module, random, questions, { tell, count1, progress });
  const giantMemoryBytes = sendGiants(wasm, { tell, count1, progress });
  return {
    bytes: count - questions,
    questions,
    giants: giantDocuments(1).length * GIANT_ROUNDS,
    answers,
    memoryBytes,
    giantMemoryBytes,
    replacedInstances,
    faults,
  };
}

interface Watch {
  readonly tell: (fault: string) => void;
  readonly count1: (errorCode: unknown) => void;
  readonly progress: (line: string) => void;
}

function evaluateOnce(instance: AbiInstance, input: Uint8Array, { tell, count1 }: Watch): boolean {
  let text = '';
  try {
    text = instance.evaluateBytes(input);
    const answer = JSON.parse(text) as { errorCode?: unknown };
    if (typeof answer.errorCode !== 'string') throw new Error('an answer without errorCode');
    count1(answer.errorCode);
    return true;
  } catch (fault) {
    tell(`${String(fault)} on ${input.length} bytes ${printable(input)} after ${text.slice(0, 200)}`);
    return false;
  }
}

/** From so many inputs on, memory grows only for an input that needs more by itself than there is. */
const SETTLED_COUNT = 1_000_000;
const MOST_REPEATED = 100_000;

function sendBytes(wasm: WebAssembly.Module, seed: number, count: number, watch: Watch): number[] {
  const source = new HostileBytes(new Random(seed));
  let instance = instantiateAbi(wasm);
  const memory: number[] = [];
  const tenth = Math.max(1, Math.floor(count / 10));
  let before = 0;
  for (let sent = 1; sent <= count; sent++) {
    const input = source.next();
    if (!evaluateOnce(instance, input, watch)) instance = instantiateAbi(wasm);
    if (sent > SETTLED_COUNT && instance.memoryBytes() > before && neededAlone(wasm, input, watch) <= before) {
      watch.tell(
        `memory grew from ${before} to ${instance.memoryBytes()} bytes at ${printable(input)}, which needs less`,
      );
    }
    before = instance.memoryBytes();
    if (sent % tenth === 0) {
      memory.push(instance.memoryBytes());
      watch.progress(`${sent} inputs as bytes, ${instance.memoryBytes()} bytes of memory`);
    }
  }
  // The second round meets the arenas in the order in which the first has left their chunks; from then on every round finds them alike.
  const rounds = [0, 0, 0].map(() => {
    const again = new HostileBytes(new Random(seed));
    for (let sent = Math.min(count, MOST_REPEATED); sent > 0; sent--) {
      if (!evaluateOnce(instance, again.next(), watch)) instance = instantiateAbi(wasm);
    }
    return instance.memoryBytes();
  });
  const [, second = 0, third = 0] = rounds;
  if (third > second) watch.tell(`memory grew from ${second} to ${third} bytes over inputs it had seen`);
  return memory;
}

/** Bytes of memory that an instance has after this input and no other. */
function neededAlone(wasm: WebAssembly.Module, input: Uint8Array, watch: Watch): number {
  const fresh = instantiateAbi(wasm);
  evaluateOnce(fresh, input, watch);
  return fresh.memoryBytes();
}

function askResident(module: EngineModule, random: Random, count: number, watch: Watch): number {
  let replaced = 0;
  let question: HostileQuestion | undefined;
  const evaluator = module.createEvaluator({
    onFault: (fault) => {
      replaced += 1;
      watch.tell(`the host replaced an instance: ${fault.message} on ${inspect(question)}`);
    },
  });
  for (let asked = 1; asked <= count; asked++) {
    question = hostileQuestion(random);
    try {
      evaluator.configure({
        flags: { [question.flagKey]: question.flag },
        evaluationContextEnrichment: question.enrichment,
      });
      evaluator.setContext(question.context);
      const answer = evaluator.evaluate(question.flagKey);
      if (answer === undefined) throw new Error('no answer');
      watch.count1(answer.errorCode);
    } catch (fault) {
      watch.tell(`the host threw ${String(fault)} on ${inspect(question)}`);
    }
    if (asked % 1_000_000 === 0) watch.progress(`${asked} questions to the resident host`);
  }
  evaluator.dispose();
  return replaced;
}

function inspect(question: HostileQuestion | undefined): string {
  try {
    return JSON.stringify(question, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)).slice(
      0,
      600,
    );
  } catch {
    return String(question?.flagKey);
  }
}

function sendGiants(wasm: WebAssembly.Module, watch: Watch): [number, number] {
  const documents = giantDocuments(GIANT_BYTES);
  const instance = instantiateAbi(wasm);
  let first = 0;
  for (let round = 0; round < GIANT_ROUNDS; round++) {
    for (const document of documents) evaluateOnce(instance, document, watch);
    // The second round meets the arenas as the first has left them; from then on every round finds them alike.
    if (round === 1) first = instance.memoryBytes();
  }
  const last = instance.memoryBytes();
  watch.progress(`giant documents: ${first} bytes of memory after the second round, ${last} after the last`);
  if (last > first) watch.tell(`memory grew from ${first} to ${last} bytes over the same giant documents`);
  return [first, last];
}
