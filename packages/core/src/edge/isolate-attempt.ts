import type { RefreshVerdict } from '@goff-web/internal';

/** One attempt to get at a configuration, shared by all requests that come meanwhile. */
export interface IsolateAttempt {
  readonly startedAtMs: number;
  /** Whether requests may wait for it: the isolate has none to serve, and has not just failed to get one. */
  readonly isAwaited: boolean;
  /** Whether the platform was asked to let it come to its end. */
  readonly isHeld: boolean;
  readonly abort: AbortController;
  /** Resolves when there is something to serve, or will not be. */
  readonly served: Promise<void>;
  /** Resolves at the end, when also the cache is written. */
  done: Promise<void>;
}

/** What became of an attempt. */
export interface AttemptOutcome {
  readonly verdict: RefreshVerdict;
  /** When the relay proxy last confirmed what is served, where another isolate asked it. */
  readonly confirmedAtMs?: number | undefined;
  /** What is left to do when requests have been let go. */
  readonly after?: () => Promise<void>;
}

/** Of an attempt in whose place there is another by now; nobody looks at it. */
export const GIVEN_UP: AttemptOutcome = { verdict: { kind: 'failed' } };
