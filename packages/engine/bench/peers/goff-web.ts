import type { FlagConfiguration } from '../../src/evaluator.ts';
import { loadEngine } from '../../src/load-engine.ts';
import type { Peer, Subject } from '../subject.ts';

export const peer: Peer = {
  async load(configuration, wasm): Promise<Subject> {
    // As the provider does it: the engine is compiled while the configuration is read.
    const loading = loadEngine(wasm);
    const flags = JSON.parse(configuration) as FlagConfiguration;
    const evaluator = (await loading).createEvaluator();
    evaluator.configure(flags);
    return {
      use: (context) => evaluator.setContext(context),
      evaluate: (flagKey) => evaluator.evaluate(flagKey)?.value === true,
    };
  },
};
