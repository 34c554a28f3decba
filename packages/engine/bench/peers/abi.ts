import { instantiateAbi } from '../../conformance/goff-abi-face.ts';
import type { JsonValue } from '../../src/evaluator.ts';
import type { Peer, Subject } from '../subject.ts';
import type { BenchContext } from '../workload.ts';

const encoder = new TextEncoder();

/** An evaluation binary as the official providers use it: flag, context and answer as JSON for every evaluation. */
export const peer: Peer = {
  async load(configuration, wasm): Promise<Subject> {
    const instance = instantiateAbi(await WebAssembly.compile(wasm));
    const { flags } = JSON.parse(configuration) as { flags: Record<string, JsonValue> };
    let evalContext: BenchContext = { targetingKey: '' };
    return {
      use(context): void {
        evalContext = context;
      },
      evaluate(flagKey): boolean {
        const flagContext = { defaultSdkValue: false, evaluationContextEnrichment: {} };
        const input = JSON.stringify({ flagKey, flag: flags[flagKey], evalContext, flagContext });
        return (JSON.parse(instance.evaluateBytes(encoder.encode(input))) as { value: unknown }).value === true;
      },
      memoryBytes: () => instance.memoryBytes(),
    };
  },
};
