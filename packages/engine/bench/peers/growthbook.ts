import { GrowthBookClient } from '@growthbook/growthbook';
import type { Peer, Subject } from '../subject.ts';

export const peer: Peer = {
  load(configuration): Promise<Subject> {
    const client = new GrowthBookClient().initSync({ payload: { features: JSON.parse(configuration) } });
    let attributes: Record<string, unknown> = {};
    return Promise.resolve({
      use({ targetingKey, ...others }): void {
        attributes = { id: targetingKey, ...others };
      },
      evaluate: (flagKey) => client.isOn(flagKey, { attributes }),
    });
  },
};
