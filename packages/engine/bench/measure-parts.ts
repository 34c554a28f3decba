// What the calls consist of whose aims are hard to reach: measure-parts.ts CONFIGURATION ENGINE OFFICIAL
import { readFileSync } from 'node:fs';
import { instantiateAbi } from '../conformance/goff-abi-face.ts';
import type { EngineModule, FlagConfiguration } from '../src/evaluator.ts';
import { loadEngine } from '../src/load-engine.ts';
import type { ResidentExports } from '../src/resident/resident-exports.ts';
import { benchContext, MEASURED_FLAG } from './workload.ts';

/** One evaluation through the GOFF ABI, in nanoseconds. */
export interface AbiParts {
  /** `JSON.stringify`, and the text as UTF-8. */
  readonly write: number;
  /** The bytes into the memory, the binary itself, and its answer as text. */
  readonly evaluate: number;
  /** `JSON.parse`. */
  readonly read: number;
}

/** Where the time goes. */
export interface PartFigures {
  readonly abi: readonly [ours: AbiParts, official: AbiParts];
  /**
   * All flags answered once, in milliseconds: in the engine (compiling flags, evaluating them), and in JavaScript; and all of it once more, by a new
   * instance, when this process has done it often.
   */
  readonly start: { readonly compile: number; readonly resolve: number; readonly host: number; readonly again: number };
}

const CALLS = 50_000;
const AGAIN = 50;
const [configurationFile = '', ...binaries] = process.argv.slice(2);
const configuration = JSON.parse(readFileSync(configurationFile, 'utf8')) as FlagConfiguration;
const read = (file = ''): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync(file));

/** The functions of an instance, each with a watch on it. */
function watched(exports: ResidentExports, spent: Map<string, number>): ResidentExports {
  const watch = (name: string, call: () => number): number => {
    const from = performance.now();
    const answer = call();
    spent.set(name, (spent.get(name) ?? 0) + performance.now() - from);
    return answer;
  };
  return {
    ...exports,
    compile: (text, bytes) => watch('compile', () => exports.compile(text, bytes)),
    resolve: (flag, nowMs) => watch('resolve', () => exports.resolve(flag, nowMs)),
  };
}

async function startParts(): Promise<PartFigures['start']> {
  const spent = new Map<string, number>();
  const { instantiate } = WebAssembly;
  WebAssembly.instantiate = (async (given: WebAssembly.Module, imports: WebAssembly.Imports) => ({
    exports: watched((await instantiate(given, imports)).exports as unknown as ResidentExports, spent),
  })) as unknown as typeof WebAssembly.instantiate;
  const module = await loadEngine(await WebAssembly.compile(read(binaries[0])));
  WebAssembly.instantiate = instantiate;
  const all = answerAll(module);
  const [compile = 0, resolve = 0] = [spent.get('compile'), spent.get('resolve')];
  for (let warming = 0; warming < AGAIN; warming++) answerAll(module);
  return { compile, resolve, host: all - compile - resolve, again: answerAll(module) };
}

/** Milliseconds until an evaluator has answered all flags once. */
function answerAll(module: EngineModule): number {
  const evaluator = module.createEvaluator();
  evaluator.configure(configuration);
  evaluator.setContext(benchContext(1));
  const from = performance.now();
  for (const key of Object.keys(configuration.flags)) evaluator.evaluate(key);
  return performance.now() - from;
}

/** Time of one call once it runs as fast as it will. */
function timePerCall(call: (turn: number) => unknown): number {
  const run = (): number => {
    const from = performance.now();
    for (let turn = 0; turn < CALLS; turn++) call(turn);
    return ((performance.now() - from) * 1e6) / CALLS;
  };
  return Math.min(...Array.from({ length: 3 }, run));
}

async function abiParts(file: string | undefined): Promise<AbiParts> {
  const instance = instantiateAbi(await WebAssembly.compile(read(file)));
  const encoder = new TextEncoder();
  const users = Array.from({ length: 512 }, (_, user) => benchContext(user));
  const write = (turn: number): Uint8Array =>
    encoder.encode(
      JSON.stringify({
        flagKey: MEASURED_FLAG,
        flag: configuration.flags[MEASURED_FLAG],
        evalContext: users[turn & 511],
        flagContext: { defaultSdkValue: false, evaluationContextEnrichment: {} },
      }),
    );
  const inputs = users.map((_, user) => write(user));
  const evaluate = (turn: number): string => instance.evaluateBytes(inputs[turn & 511] ?? write(turn));
  const answers = inputs.map((_, user) => evaluate(user));
  return {
    write: timePerCall(write),
    evaluate: timePerCall(evaluate),
    read: timePerCall((turn) => JSON.parse(answers[turn & 511] ?? '')),
  };
}

const figures: PartFigures = {
  start: await startParts(),
  abi: [await abiParts(binaries[0]), await abiParts(binaries[1])],
};
console.log(JSON.stringify(figures));
