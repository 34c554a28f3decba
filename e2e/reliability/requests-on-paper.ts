import type { Mode } from '../page/page-flags.ts';

/** What one request comes to. `refused` is a gateway's 403. */
export type Outcome = 'answered' | 'failed' | 'refused' | 'rate-limited';

/** What a page asks of a relay proxy, worked out from the documented rules without any of the provider's code. */
export interface RequestsOnPaper {
  /** Requests until now. */
  readonly count: () => number;
  /** When the next one is due by itself. */
  readonly dueMs: () => number;
  /** That time has come. */
  poll(nowMs: number, outcome: Outcome, chance: number): void;
  /** The application asks for fresh flags. Says whether anything is asked. */
  refresh(nowMs: number, outcome: Outcome, chance: number): boolean;
  /** Somebody else uses the page. Says whether anything is asked. */
  switchUser(user: string, nowMs: number, outcome: Outcome, chance: number): boolean;
}

/** Retries begin here and double. */
const FAILED = { firstMs: 1_000, longestMs: 60_000 };
const REFUSED = { firstMs: 30_000, longestMs: 300_000 };

/**
 * Begins with a page that has just started and been answered. `chance` is what its source of randomness says, from 0 to 1: a poll comes up to a
 * tenth earlier or later, a retry after half of its delay or up to all of it, and a rate limit is kept for up to half as long again.
 */
export function requestsOnPaper(
  mode: Mode,
  { pollMs, retryAfterMs }: { readonly pollMs: number; readonly retryAfterMs: number },
  user: string,
  nowMs: number,
  chance: number,
): RequestsOnPaper {
  let current = user;
  let count = 0;
  let failures = 0;
  let dueMs = 0;
  /** Until then nothing is asked by hand. */
  let quietUntilMs = 0;
  /** Until then the relay proxy wants no requests, whoever uses the page. */
  let limitedUntilMs = 0;
  /** Users who have been answered: there is something to show them, whatever fails. */
  const known = new Set<string>();

  const backOffMs = ({ firstMs, longestMs }: typeof FAILED, drawn: number): number =>
    Math.min(longestMs, firstMs * 2 ** (failures - 1)) * (0.5 + drawn / 2);
  const pollInMs = (drawn: number): number => pollMs * (0.9 + drawn / 5);

  function wait(atMs: number, limitMs: number, drawn: number): void {
    failures += 1;
    quietUntilMs = atMs + limitMs * (1 + drawn / 2);
    dueMs = quietUntilMs;
  }

  function ask(atMs: number, outcome: Outcome, drawn: number): void {
    count += 1;
    if (outcome === 'answered') {
      failures = 0;
      known.add(current);
      dueMs = atMs + pollInMs(drawn);
    } else if (outcome === 'rate-limited') {
      limitedUntilMs = atMs + retryAfterMs;
      wait(atMs, retryAfterMs, drawn);
    } else {
      failures += 1;
      // In-process mode has flags for everybody.
      const isServing = mode === 'core' || known.has(current);
      if (isServing) dueMs = atMs + Math.max(backOffMs(FAILED, drawn), pollInMs(drawn));
      else dueMs = atMs + backOffMs(outcome === 'refused' ? REFUSED : FAILED, drawn);
    }
  }

  function refresh(atMs: number, outcome: Outcome, drawn: number): boolean {
    if (atMs < quietUntilMs) return false;
    ask(atMs, outcome, drawn);
    return true;
  }

  ask(nowMs, 'answered', chance);
  return {
    count: () => count,
    dueMs: () => Math.round(dueMs),
    poll: ask,
    refresh,
    switchUser(next, atMs, outcome, drawn) {
      if (mode === 'core') return false;
      if (next === current && known.has(current)) return refresh(atMs, outcome, drawn);
      current = next;
      failures = 0;
      quietUntilMs = 0;
      if (atMs < limitedUntilMs) {
        wait(atMs, limitedUntilMs - atMs, drawn);
        return false;
      }
      ask(atMs, outcome, drawn);
      return true;
    },
  };
}
