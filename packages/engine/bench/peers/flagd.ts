import { FlagdCore } from '@openfeature/flagd-core';
import type { Peer, Subject } from '../subject.ts';
import type { BenchContext } from '../workload.ts';

const silent = { error: (): void => {}, warn: (): void => {}, info: (): void => {}, debug: (): void => {} };

export const peer: Peer = {
  load(configuration): Promise<Subject> {
    const core = new FlagdCore();
    core.setConfigurations(configuration);
    let current: BenchContext = { targetingKey: '' };
    return Promise.resolve({
      use(context): void {
        current = context;
      },
      evaluate: (flagKey) => core.resolveBooleanEvaluation(flagKey, false, current, silent).value,
    });
  },
};
