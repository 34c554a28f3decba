import { createInstance } from '@featurevisor/sdk';
import type { Peer, Subject } from '../subject.ts';

export const peer: Peer = {
  load(configuration): Promise<Subject> {
    const instance = createInstance({ datafile: JSON.parse(configuration), logLevel: 'fatal' });
    let current: Record<string, string | number | boolean> = {};
    return Promise.resolve({
      use({ targetingKey, ...others }): void {
        current = { userId: targetingKey, ...others };
      },
      evaluate: (flagKey) => instance.isEnabled(flagKey, current),
    });
  },
};
