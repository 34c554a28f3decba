import type { SeenRequest } from '../faults/fault-proxy.ts';

/** What a page calls of a {@link BehaviourRelay} that runs beside its test runner, each call a request of its own. */
export interface RelayCalls {
  readonly inflict: (rule: unknown) => number;
  /** Lifts the rule that `inflict` gave this number. */
  readonly lift: (rule: number) => void;
  readonly requestsTo: (path: string) => readonly Omit<SeenRequest, 'query'>[];
  readonly seen: (path: string, count: number) => Promise<void>;
  readonly writeFlags: (flags: unknown) => Promise<void>;
  readonly vanish: () => Promise<void>;
  readonly reset: () => Promise<void>;
}

/** Where a page finds its relay proxy, and where what handles it. */
export interface RelayPlace {
  readonly url: string;
  readonly callsUrl: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    behaviourRelay: RelayPlace;
  }
}
