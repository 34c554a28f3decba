import { FliptClient } from '@flipt-io/flipt-client-js/node';
import type { Peer, Subject } from '../subject.ts';

export const peer: Peer = {
  async load(configuration): Promise<Subject> {
    const client = await FliptClient.init({
      url: 'http://flipt.invalid',
      updateInterval: 0,
      fetcher: () => Promise.resolve(new Response(configuration)),
    });
    let entityId = '';
    let context: Record<string, string> = {};
    return {
      // It takes texts only.
      use({ targetingKey, ...others }): void {
        entityId = targetingKey;
        context = Object.fromEntries(Object.entries(others).map(([name, value]) => [name, String(value)]));
      },
      evaluate: (flagKey) => client.evaluateBoolean({ flagKey, entityId, context }).enabled,
    };
  },
};
