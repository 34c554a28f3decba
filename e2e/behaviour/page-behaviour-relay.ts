import { inject } from 'vitest';
import type { SeenRequest } from '../faults/fault-proxy.ts';
import type { BehaviourRelay } from './behaviour-relay.ts';
import type { RelayCalls } from './relay-calls.ts';

/** Handles, from a page, the relay proxy that runs beside the page's test runner. */
export function pageBehaviourRelay(): BehaviourRelay {
  const { callsUrl, url } = inject('behaviourRelay');
  const bodyOf = (name: keyof RelayCalls, args: readonly unknown[]): string => JSON.stringify({ name, args });

  /** Waits for the answer, with everything else on the page: the suite looks and inflicts between one line and the next. */
  function callAtOnce<Name extends 'inflict' | 'lift' | 'requestsTo'>(
    name: Name,
    ...args: Parameters<RelayCalls[Name]>
  ): ReturnType<RelayCalls[Name]> {
    const request = new XMLHttpRequest();
    request.open('POST', callsUrl, false);
    request.send(bodyOf(name, args));
    if (request.status !== 200) throw new Error(`${name}: ${request.responseText}`);
    return JSON.parse(request.responseText) as ReturnType<RelayCalls[Name]>;
  }

  async function call(name: keyof RelayCalls, ...args: readonly unknown[]): Promise<void> {
    const response = await fetch(callsUrl, { method: 'POST', body: bodyOf(name, args) });
    if (!response.ok) throw new Error(`${name}: ${await response.text()}`);
  }

  return {
    proxy: {
      url,
      inflict(rule) {
        const number = callAtOnce('inflict', rule);
        return () => callAtOnce('lift', number);
      },
      requestsTo: (path) =>
        callAtOnce('requestsTo', path).map((seen): SeenRequest => ({ ...seen, query: new URLSearchParams() })),
      seen: (path, count) => call('seen', path, count),
    },
    writeFlags: (flags) => call('writeFlags', flags),
    vanish: () => call('vanish'),
    reset: () => call('reset'),
    // It serves until the runner ends.
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
