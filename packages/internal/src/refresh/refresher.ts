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
  /** Is told each verdict that counts, before the next attempt is planned. Must not throw. */
  readonly settled?: ((verdict: RefreshVerdict) => void) | undefined;
  readonly clock: Clock;
  readonly random: () => number;
}

/** Why nothing is asked for by itself: nobody looks at the page, or another tab asks for this one as well. */
export type PauseReason = 'away' | 'led';

/** Decides when to ask the relay proxy: one attempt at a time, the next one scheduled by the outcome of the last. */
export interface Refresher {
  /** Attempts at once, unless paused, and goes on by itself until stopped. */
  start(): Promise<void>;
  /**
   * Attempts now, paused or not. While an attempt is under way, one more follows it, however often this is called meanwhile: the one under way
   * may have been answered before whatever made the caller ask. Inside a rate limit nothing is sent.
   */
  refresh(): Promise<void>;
  /** The same inside a rate limit too: there is an answer already, and nothing will be sent. */
  heed(): void;
  /** Abandons what is under way, forgets failures and rate limits, and attempts at once, paused or not. */
  restart(): Promise<void>;
  /**
   * Until every reason has gone, nothing is attempted but what is asked for by hand. What is under way is abandoned where nobody looks, and
   * comes to its end where another tab goes on.
   */
  pause(reason: PauseReason): void;
  /**
   * Takes a reason back; with the last one, attempts at once (after what is under way, and after the rate limit, where there is one) and goes on by
   * itself.
   */
  resume(reason: PauseReason): void;
  isPaused(): boolean;
  /** Counts the time until the next attempt from now, by the interval that holds now. */
  replan(): void;
  /** Abandons everything, reasons to pause included; `start` begins anew. */
  stop(): void;
}

/** Makes a {@link Refresher}. */
export function createRefresher(options: RefresherOptions): Refresher {
  const { attempt, clock, pollIntervalMs, random, serving, settled } = options;
  const pauses = new Set<PauseReason>();
  let running = false;
  let failures = 0;
  let quietUntilMs = 0;
  let last: RefreshVerdict | undefined;
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
    last = verdict;
    failures = verdict.kind === 'refreshed' || verdict.kind === 'unconfirmed' ? 0 : failures + 1;
    settled?.(verdict);
    const delayMs = delayAfter(verdict);
    if (verdict.kind === 'rate-limited') quietUntilMs = clock.now() + (delayMs ?? 0);
    plan(delayMs);
  }

  function delayAfter(verdict: RefreshVerdict): number | undefined {
    return refreshDelayMs({
      verdict,
      failures,
      serving: serving(),
      pollIntervalMs: pollIntervalMs(),
      random: random(),
    });
  }

  function plan(delayMs: number | undefined): void {
    cancelNext();
    const isIdle = running && pauses.size === 0 && flight === undefined;
    if (isIdle && delayMs !== undefined) cancelNext = clock.schedule(() => void fly(), delayMs);
  }

  function cut(): void {
    cancelNext();
    flight?.abort.abort();
    flight = undefined;
    following = undefined;
  }

  function abandon(): void {
    cut();
    failures = 0;
    quietUntilMs = 0;
    last = undefined;
  }

  function attemptNext(): Promise<void> {
    if (flight === undefined) return fly();
    const awaited = flight;
    following ??= awaited.done.then(() => {
      if (awaited.abort.signal.aborted) return flight?.done;
      following = undefined;
      return flight?.done ?? fly();
    });
    return following;
  }

  return {
    start() {
      abandon();
      running = true;
      return pauses.size === 0 ? fly() : Promise.resolve();
    },
    refresh() {
      return running && clock.now() >= quietUntilMs ? attemptNext() : Promise.resolve();
    },
    heed() {
      if (running) void attemptNext();
    },
    restart() {
      abandon();
      return running ? fly() : Promise.resolve();
    },
    pause(reason) {
      pauses.add(reason);
      if (reason === 'away') cut();
      else cancelNext();
    },
    resume(reason) {
      const wasLast = pauses.delete(reason) && pauses.size === 0;
      if (!wasLast || !running) return;
      const quietMs = quietUntilMs - clock.now();
      if (quietMs > 0) plan(quietMs);
      else void attemptNext();
    },
    isPaused: () => pauses.size > 0,
    replan() {
      if (last !== undefined && clock.now() >= quietUntilMs) plan(delayAfter(last));
    },
    stop() {
      running = false;
      pauses.clear();
      abandon();
    },
  };
}
