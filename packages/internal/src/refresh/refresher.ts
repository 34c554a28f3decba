import type { Cancel, Clock } from '../platform/clock.ts';
import { type RefreshVerdict, refreshDelayMs } from './refresh-delay.ts';

/** What a refresher needs. */
export interface RefresherOptions {
  /** One attempt. Never rejects. Its verdict counts only while the signal has not been aborted. */
  readonly attempt: (signal: AbortSignal) => Promise<RefreshVerdict>;
  /** Whether there is something to serve while an attempt fails. */
  readonly serving: () => boolean;
  /** Time between two polls in milliseconds, `0` for none; asked after each attempt. */
  readonly pollIntervalMs: () => number;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Decides when to ask the relay proxy: one attempt at a time, the next one scheduled by the outcome of the last. */
export interface Refresher {
  /** Attempts at once and goes on by itself until stopped. */
  start(): Promise<void>;
  /**
   * Attempts now. While an attempt is under way, one more follows it, however often this is called meanwhile: the one under way may have
   * been answered before whatever made the caller ask. Inside a rate limit nothing is sent.
   */
  refresh(): Promise<void>;
  /** Abandons what is under way, forgets failures and rate limits, and attempts at once. */
  restart(): Promise<void>;
  /** Abandons everything; `start` begins anew. */
  stop(): void;
}

/** Makes a {@link Refresher}. */
export function createRefresher(options: RefresherOptions): Refresher {
  const { attempt, clock, pollIntervalMs, random, serving } = options;
  let running = false;
  let failures = 0;
  let quietUntilMs = 0;
  let flight: { readonly abort: AbortController; readonly done: Promise<void> } | undefined;
  let following: Promise<void> | undefined;
  let cancelNext: Cancel = () => undefined;

  function fly(): Promise<void> {
    cancelNext();
    const abort = new AbortController();
    const done = attempt(abort.signal).then((verdict) => {
      if (abort.signal.aborted) return;
      flight = undefined;
      land(verdict);
    });
    flight = { abort, done };
    return done;
  }

  function land(verdict: RefreshVerdict): void {
    failures = verdict.kind === 'refreshed' || verdict.kind === 'unconfirmed' ? 0 : failures + 1;
    const delayMs = refreshDelayMs({
      verdict,
      failures,
      serving: serving(),
      pollIntervalMs: pollIntervalMs(),
      random: random(),
    });
    if (delayMs === undefined) return;
    if (verdict.kind === 'rate-limited') quietUntilMs = clock.now() + delayMs;
    cancelNext = clock.schedule(() => void fly(), delayMs);
  }

  function abandon(): void {
    cancelNext();
    flight?.abort.abort();
    flight = undefined;
    following = undefined;
    failures = 0;
    quietUntilMs = 0;
  }

  return {
    start() {
      abandon();
      running = true;
      return fly();
    },
    refresh() {
      if (!running || clock.now() < quietUntilMs) return Promise.resolve();
      if (flight === undefined) return fly();
      const awaited = flight;
      following ??= awaited.done.then(() => {
        following = undefined;
        return running && flight === undefined ? fly() : flight?.done;
      });
      return following;
    },
    restart() {
      abandon();
      return running ? fly() : Promise.resolve();
    },
    stop() {
      running = false;
      abandon();
    },
  };
}
