import type { FlagConfiguration } from '@goff-web/engine';
import { type Clock, createDeferred, refreshDelayMs } from '@goff-web/internal';
import type { Logger } from '@openfeature/web-sdk';
import { type FailedOutcome, isFailure, isPermanent, toFailure } from '../configuration/configuration-outcome.ts';
import type { ConfigurationSource } from '../configuration/configuration-source.ts';
import { decodeConfiguration } from '../configuration/decode-configuration.ts';
import type { HeldConfiguration } from '../configuration/held-configuration.ts';
import { judgeConfiguration } from '../configuration/judge-configuration.ts';
import { toOutcome } from '../configuration/to-outcome.ts';
import type { EdgeRequest } from './edge-request.ts';
import { holdWork } from './hold-work.ts';
import { type AttemptOutcome, GIVEN_UP, type IsolateAttempt } from './isolate-attempt.ts';
import type { IsolateCache } from './isolate-cache.ts';
import type { IsolateEvaluator } from './isolate-evaluator.ts';
import { IsolateLog } from './isolate-log.ts';
import { waitAtMost } from './wait-at-most.ts';

/** The parts that an isolate's configuration is put together from. */
export interface IsolateConfigurationParts {
  /** `undefined` where there is no relay proxy: then `given` is all there is. */
  readonly source: ConfigurationSource | undefined;
  /** A configuration handed over by the application. */
  readonly given: FlagConfiguration | undefined;
  /** The cache of the platform, asked for when a request is there; `undefined` where isolates share nothing. */
  readonly cache: () => IsolateCache | undefined;
  readonly loadEvaluator: () => Promise<IsolateEvaluator>;
  /** Told when another configuration is served. */
  readonly onApplied: () => void;
  readonly pollIntervalMs: number;
  readonly startTimeoutMs: number;
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly random: () => number;
  readonly logger: Logger;
}

/** An attempt gives up by itself after `timeoutMs`; one that is still there so much later was cut off by the platform. */
const LOST_AFTER_MS = 1_000;
/** Some time after a failure an isolate counts as cold again: a request that comes then has better chances than to be served with defaults. */
const COLD_AGAIN_MS = 30_000;

/**
 * The configuration of an isolate, stale while it is revalidated: the first requests wait for it, bounded; later ones never do, and start a
 * refresh where one is due. There are no timers between requests.
 */
export class IsolateConfiguration {
  readonly #parts: IsolateConfigurationParts;
  readonly #log: IsolateLog;
  #evaluator: IsolateEvaluator | undefined;
  #held: HeldConfiguration | undefined;
  #attempt: IsolateAttempt | undefined;
  #dueAtMs = Number.NEGATIVE_INFINITY;
  #failures = 0;
  #failedAtMs = Number.NEGATIVE_INFINITY;
  /** Whether the last answer had no flags, while flags are being served. */
  #isUnconfirmed = false;
  /** Whether the platform has cut off an attempt that nothing held. */
  #isCut = false;
  #problem = '';

  constructor(parts: IsolateConfigurationParts) {
    this.#parts = parts;
    this.#log = new IsolateLog(parts.logger);
  }

  /** What answers flags now; `undefined` where there is no configuration. */
  get evaluator(): IsolateEvaluator | undefined {
    return this.#held === undefined ? undefined : this.#evaluator;
  }

  /** Why there is no configuration, as a sentence. */
  get problem(): string {
    return `There is no flag configuration yet. ${this.#problem}`.trimEnd();
  }

  /**
   * Called by each request before it asks for {@link evaluator}. Returns `undefined` where the request need not wait, otherwise what it waits
   * for: never longer than `startTimeoutMs`, and never a rejection.
   */
  prepare(request: EdgeRequest): Promise<void> | undefined {
    const nowMs = this.#parts.clock.now();
    this.#dropLost(nowMs);
    const isMine = this.#attempt === undefined && nowMs >= this.#dueAtMs;
    if (isMine) this.#begin(nowMs, request);
    const attempt = this.#attempt;
    if (attempt === undefined) return undefined;
    const isServing = this.evaluator !== undefined;
    if (isMine || !isServing) holdWork(request, attempt.done, (error) => this.#log.unheld(error));
    const isEarly = nowMs - attempt.startedAtMs < this.#parts.startTimeoutMs;
    const waits = isServing ? isMine && this.#isCut && !attempt.isHeld : attempt.isAwaited && isEarly;
    // Where the platform cuts work off, only what a request waits for comes to its end.
    return waits ? this.#wait(isServing ? attempt.done : attempt.served, request.signal) : undefined;
  }

  /** Gives up what is under way and forgets everything; the next request starts anew. */
  async close(): Promise<void> {
    const attempt = this.#attempt;
    const evaluator = this.#evaluator;
    this.#attempt = undefined;
    this.#evaluator = undefined;
    this.#held = undefined;
    this.#dueAtMs = Number.NEGATIVE_INFINITY;
    this.#failures = 0;
    this.#failedAtMs = Number.NEGATIVE_INFINITY;
    attempt?.abort.abort();
    await attempt?.done;
    evaluator?.dispose();
  }

  #begin(nowMs: number, request: EdgeRequest): void {
    const serving = createDeferred();
    const attempt: IsolateAttempt = {
      startedAtMs: nowMs,
      isAwaited: Math.abs(nowMs - this.#failedAtMs) >= COLD_AGAIN_MS,
      isHeld: request.waitUntil !== undefined,
      abort: new AbortController(),
      served: serving.promise,
      done: Promise.resolve(),
    };
    this.#attempt = attempt;
    attempt.done = this.#work(attempt, serving.resolve);
  }

  /** Never rejects. */
  async #work(attempt: IsolateAttempt, serve: () => void): Promise<void> {
    const { clock, pollIntervalMs, random } = this.#parts;
    let store: (() => Promise<void>) | undefined;
    try {
      const { verdict, confirmedAtMs, after } = await this.#refresh(attempt, serve).catch((error: unknown) =>
        this.#fail(toFailure(error), attempt),
      );
      store = after;
      if (attempt !== this.#attempt) return;
      this.#failures = verdict.kind === 'refreshed' ? 0 : this.#failures + 1;
      const situation = { verdict, failures: this.#failures, serving: this.evaluator !== undefined, pollIntervalMs };
      const delayMs = refreshDelayMs({ ...situation, random: random() });
      this.#dueAtMs = (confirmedAtMs ?? clock.now()) + (delayMs ?? Number.POSITIVE_INFINITY);
      this.#attempt = undefined;
    } finally {
      serve();
    }
    await store?.();
  }

  async #refresh(attempt: IsolateAttempt, serve: () => void): Promise<AttemptOutcome> {
    const { cache: openCache, given, source } = this.#parts;
    const cache = source === undefined ? undefined : openCache();
    // Under way while the cache is read; whoever needs it first finds out that it failed.
    const loading = this.#loadEvaluator();
    loading.catch(() => undefined);

    if (this.#held === undefined && given !== undefined) {
      this.#apply({ configuration: given }, await loading, attempt);
      serve();
    }
    const confirmedAtMs = await this.#adoptShared(cache, loading, attempt);
    if (confirmedAtMs !== undefined) serve();
    if (source === undefined || this.#isFresh(confirmedAtMs)) return this.#succeed(confirmedAtMs);

    if (attempt !== this.#attempt) return GIVEN_UP;
    const held = this.#held;
    const tag = await held?.entityTag?.();
    const outcome = toOutcome(await source.fetch(tag, attempt.abort.signal));
    if (attempt !== this.#attempt) return GIVEN_UP;
    if (isFailure(outcome)) {
      const failed = this.#fail(outcome, attempt);
      return outcome.kind === 'unauthorized' ? { ...failed, after: async () => cache?.drop() } : failed;
    }
    if (outcome.kind !== 'answered') {
      const body = (): string => JSON.stringify(held?.configuration);
      return { ...this.#succeed(), after: async () => (tag === undefined ? undefined : cache?.write(body(), tag)) };
    }

    const { configuration, entityTag, text } = outcome;
    const judgement = judgeConfiguration(configuration, held?.configuration, this.#isUnconfirmed);
    if (judgement === 'unconfirmed') {
      this.#isUnconfirmed = true;
      return { verdict: { kind: 'unconfirmed' } };
    }
    if (judgement === 'empty') this.#log.empty();
    this.#apply({ configuration, entityTag }, await loading, attempt);
    return { ...this.#succeed(), after: async () => cache?.write(text, await entityTag()) };
  }

  /** Takes over what another isolate has left in the cache, where it is newer. Returns when the relay proxy last confirmed it. */
  async #adoptShared(
    cache: IsolateCache | undefined,
    loading: Promise<IsolateEvaluator>,
    attempt: IsolateAttempt,
  ): Promise<number | undefined> {
    const stored = await cache?.read();
    if (stored === undefined || attempt !== this.#attempt) return undefined;
    if (stored.entityTag === (await this.#held?.entityTag?.())) return stored.savedAtMs;
    // What this isolate had from the relay proxy itself may be newer than an old entry.
    if (this.#held?.entityTag !== undefined && !this.#isFresh(stored.savedAtMs)) return undefined;
    const decoded = decodeConfiguration({ text: stored.body, contentType: '' });
    if (decoded.kind !== 'configuration') return undefined;
    this.#apply({ configuration: decoded.configuration, entityTag: () => stored.entityTag }, await loading, attempt);
    return stored.savedAtMs;
  }

  #isFresh(confirmedAtMs: number | undefined): boolean {
    const { clock, pollIntervalMs } = this.#parts;
    return confirmedAtMs !== undefined && pollIntervalMs > 0 && clock.now() - confirmedAtMs < pollIntervalMs;
  }

  #apply(held: HeldConfiguration, evaluator: IsolateEvaluator, attempt: IsolateAttempt): void {
    if (attempt !== this.#attempt) return;
    this.#isUnconfirmed = false;
    this.#held = held;
    evaluator.configure(held.configuration);
    this.#parts.onApplied();
  }

  async #loadEvaluator(): Promise<IsolateEvaluator> {
    const evaluator = this.#evaluator ?? (await this.#parts.loadEvaluator());
    this.#evaluator ??= evaluator;
    return this.#evaluator;
  }

  #succeed(confirmedAtMs?: number): AttemptOutcome {
    this.#isUnconfirmed = false;
    this.#log.refreshed();
    return { verdict: { kind: 'refreshed' }, confirmedAtMs };
  }

  #fail(outcome: FailedOutcome, attempt: IsolateAttempt): AttemptOutcome {
    if (attempt !== this.#attempt) return GIVEN_UP;
    const { error, kind } = outcome;
    this.#failedAtMs = this.#parts.clock.now();
    this.#problem = error.message;
    this.#log.failed(error, this.evaluator !== undefined);
    if (kind === 'rate-limited') return { verdict: { kind, retryAfterMs: outcome.retryAfterMs } };
    return { verdict: { kind: kind !== 'failed' || isPermanent(error) ? 'refused' : 'failed' } };
  }

  #dropLost(nowMs: number): void {
    const attempt = this.#attempt;
    if (attempt === undefined) return;
    if (Math.abs(nowMs - attempt.startedAtMs) <= this.#parts.timeoutMs + LOST_AFTER_MS) return;
    this.#attempt = undefined;
    attempt.abort.abort();
    if (attempt.isHeld) return;
    this.#isCut = true;
    this.#log.cutOff();
  }

  #wait(settled: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
    const { clock, startTimeoutMs } = this.#parts;
    const onLate = (): void => {
      if (this.evaluator !== undefined) return;
      this.#problem = `It has not come within ${startTimeoutMs} ms ("startTimeoutMs").`;
      this.#log.late(startTimeoutMs);
    };
    return waitAtMost(settled, { clock, patienceMs: startTimeoutMs, signal, onLate });
  }
}
