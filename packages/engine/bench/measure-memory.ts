// Ten million evaluations with changing contexts by our host, and what memory they took: measure-memory.ts CONFIGURATION WASM
import { readFileSync } from 'node:fs';
import { loadEngine } from '../src/load-engine.ts';
import { benchContext, MEASURED_FLAG } from './workload.ts';

const EVALUATIONS = 10_000_000;
const [configurationFile = '', wasmFile = ''] = process.argv.slice(2);
const module = await WebAssembly.compile(new Uint8Array(readFileSync(wasmFile)));
const memories: WebAssembly.Memory[] = [];
const { Instance } = WebAssembly;
const instances = new Proxy(Instance, {
  construct(target, [compiled, imports]: [WebAssembly.Module, WebAssembly.Imports]) {
    const instance = new target(compiled, imports);
    memories.push(instance.exports['memory'] as WebAssembly.Memory);
    return instance;
  },
});
WebAssembly.Instance = instances;
const { instantiate } = WebAssembly;
WebAssembly.instantiate = (async (compiled: WebAssembly.Module, imports: WebAssembly.Imports) => {
  const instance = await instantiate(compiled, imports);
  memories.push(instance.exports['memory'] as WebAssembly.Memory);
  return instance;
}) as typeof WebAssembly.instantiate;

const evaluator = (await loadEngine(module)).createEvaluator();
evaluator.configure(JSON.parse(readFileSync(configurationFile, 'utf8')));
const linear = (): number => memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
const marks: number[] = [];
let trues = 0;
for (let turn = 0; turn < EVALUATIONS; turn++) {
  evaluator.setContext(benchContext(turn));
  if (evaluator.evaluate(MEASURED_FLAG)?.value === true) trues++;
  if (turn % (EVALUATIONS / 10) === 0) marks.push(linear());
}
marks.push(linear());
if (trues === 0) throw new Error('nothing was evaluated');
console.log(JSON.stringify(marks));
