// Ten million evaluations with changing contexts by our host, and what memory they took:
//   node --expose-gc measure-memory.ts CONFIGURATION WASM
import { readFileSync } from 'node:fs';
import { loadEngine } from '../src/load-engine.ts';
import { benchContext, MEASURED_FLAG } from './workload.ts';

/** Bytes after each tenth of the evaluations, the first before any. */
export interface MemoryFigures {
  readonly linear: readonly number[];
  /** JavaScript's heap, garbage collected. */
  readonly heap: readonly number[];
}

const EVALUATIONS = 10_000_000;
const [configurationFile = '', wasmFile = ''] = process.argv.slice(2);
const memories: WebAssembly.Memory[] = [];
const { instantiate } = WebAssembly;
WebAssembly.instantiate = (async (compiled: WebAssembly.Module, imports: WebAssembly.Imports) => {
  const instance = await instantiate(compiled, imports);
  memories.push(instance.exports['memory'] as WebAssembly.Memory);
  return instance;
}) as typeof WebAssembly.instantiate;

const faults: Error[] = [];
const module = await WebAssembly.compile(new Uint8Array(readFileSync(wasmFile)));
const evaluator = (await loadEngine(module)).createEvaluator({ onFault: (fault) => faults.push(fault) });
evaluator.configure(JSON.parse(readFileSync(configurationFile, 'utf8')));
const linear: number[] = [];
const heap: number[] = [];
const mark = (): void => {
  globalThis.gc?.();
  linear.push(memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0));
  heap.push(process.memoryUsage().heapUsed);
};
let trues = 0;
for (let turn = 0; turn < EVALUATIONS; turn++) {
  if (turn % (EVALUATIONS / 10) === 0) mark();
  evaluator.setContext(benchContext(turn));
  if (evaluator.evaluate(MEASURED_FLAG)?.value === true) trues++;
}
mark();
if (trues === 0) throw new Error('nothing was evaluated');
if (memories.length !== 1 || faults.length > 0) throw new Error('the instance that is looked at is not the only one');
const figures: MemoryFigures = { linear, heap };
console.log(JSON.stringify(figures));
