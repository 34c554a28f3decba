import { loadEngine } from '../../src/load-engine.ts';
import type { Peer, Subject } from '../subject.ts';

export const peer: Peer = {
  async load(configuration, wasm): Promise<Subject> {
    const evaluator = (await loadEngine(wasm)).createEvaluator();
    evaluator.configure(JSON.parse(configuration));
    return {
      use: (context) => evaluator.setContext(context),
      evaluate: (flagKey) => evaluator.evaluate(flagKey)?.value === true,
    };
  },
};
