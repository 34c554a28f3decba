import type { FlagConfiguration } from '@goff-web/engine';
import {
  CLOSED,
  type ContextLike,
  createRefresher,
  type FlagType,
  nextState,
  ProviderClosedError,
  type ProviderEffect,
  type ProviderInput,
  type ProviderState,
  type Refresher,
  type RefreshVerdict,
  snapshotContext,
  toFailedResolution,
} from '@goff-web/internal';
import type { JsonValue, ResolutionDetails } from '@openfeature/web-sdk';
import { type ConfigurationOutcome, toOutcome } from './configuration/configuration-outcome.ts';
import { decodeConfiguration } from './configuration/decode-configuration.ts';
import { FlagEvaluator } from './evaluation/flag-evaluator.ts';
import type { InProcessParts } from './in-process-parts.ts';
import { toStartError } from './to-start-error.ts';

interface Pending {
  readonly promise: Promise<void>;
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** What is being served. */
interface Held {
  readonly configuration: FlagConfiguration;
  readonly entityTag: string | undefined;
}

/** Everything between two calls of the SDK's `initialize`: one generation. Work that belongs to an older one changes nothing. */
interface Generation {
  readonly number: number;
  /** The one attempt to begin from what is on this device. */
  restored: Promise<void> | undefined;
}

/** In-process mode without OpenFeature's interface around it: fetches, restores, evaluates, and tells what happened. */
export class InProcessMode {
  readonly #parts: InProcessParts;
  readonly #refresher: Refresher;
  #state: ProviderState = CLOSED;
  #generation: Generation = { number: 0, restored: undefined };
  #pending: Pending | undefined;
  #context: ContextLike = {};
  #evaluator: FlagEvaluator | undefined;
  #held: Held | undefined;
  /** Whether the last answer had no flags, while flags are being served. */
  #unconfirmed = false;
  #lastError: Error | undefined;

  constructor(parts: InProcessParts) {
    this.#parts = parts;
    this.#refresher = createRefresher({
      attempt: (signal) => this.#attempt(signal),
      serving: () => this.#state.serving,
      pollIntervalMs: () => (parts.source === undefined ? 0 : parts.pollIntervalMs),
      clock: parts.clock,
      random: parts.random,
    });
  }

  /** Resolves when there is something to serve. Rejects when there is not, and goes on trying; also when it is closed meanwhile. */
  async start(context: ContextLike | undefined): Promise<void> {
    if (this.#state.open) return this.#join(context);
    this.#context = snapshotContext(context);
    this.#generation = { number: this.#generation.number + 1, restored: undefined };
    this.#parts.cache?.reopen();
    const pending = createPending();
    this.#pending = pending;
    this.#dispatch({ type: 'started' });
    if (this.#parts.restoreFirst) void this.#restore();
    void this.#refresher.start();
    await pending.promise;
  }

  /** Replaces the evaluation context, synchronously. Never throws. */
  setContext(context: ContextLike): void {
    this.#context = snapshotContext(context);
    this.#evaluator?.setContext(context);
    this.#dispatch({ type: 'context-replaced' });
  }

  /** Answers a flag. Never throws, never waits. */
  resolve<T extends JsonValue>(
    flagKey: string,
    type: FlagType,
    defaultValue: T,
    context: ContextLike,
  ): ResolutionDetails<T> {
    if (this.#state.serving && this.#evaluator !== undefined) {
      return this.#evaluator.resolve(flagKey, type, defaultValue, context);
    }
    const code = this.#state.status === 'fatal' ? 'PROVIDER_FATAL' : 'PROVIDER_NOT_READY';
    const why = this.#lastError === undefined ? '' : ` ${this.#lastError.message}`;
    return toFailedResolution(defaultValue, code, `There is no flag configuration yet.${why}`);
  }

  /** Asks the relay proxy now. */
  refresh(): Promise<void> {
    return this.#refresher.refresh();
  }

  /** Asks the relay proxy again, as if for the first time: the credential is another. */
  restart(): Promise<void> {
    return this.#refresher.restart();
  }

  /** Stops everything. What is being started is rejected. */
  close(): void {
    this.#refresher.stop();
    this.#dispatch({ type: 'closed' });
    this.#evaluator?.dispose();
    this.#evaluator = undefined;
    this.#held = undefined;
    this.#unconfirmed = false;
    this.#lastError = undefined;
    this.#parts.cache?.close();
  }

  /** The SDK starts a provider once for each API that it is set in; the second time, everything is running already. */
  async #join(context: ContextLike | undefined): Promise<void> {
    this.setContext(context ?? {});
    if (this.#pending !== undefined) return this.#pending.promise;
    if (!this.#state.serving) await this.refresh();
    if (!this.#state.serving) throw toStartError(this.#lastError, this.#state.status === 'fatal');
  }

  async #attempt(signal: AbortSignal): Promise<RefreshVerdict> {
    const { source } = this.#parts;
    const outcome: ConfigurationOutcome =
      source === undefined ? { kind: 'unchanged' } : toOutcome(await source.fetch(this.#held?.entityTag, signal));
    if (signal.aborted) return { kind: 'failed' };
    const settled = await this.#settle(outcome, signal);
    if (signal.aborted) return { kind: 'failed' };
    return this.#conclude(settled);
  }

  /** Brings what is served up to date; an engine that does not load turns success into failure. */
  async #settle(outcome: ConfigurationOutcome, signal: AbortSignal): Promise<ConfigurationOutcome> {
    const { source, restoreFirst } = this.#parts;
    const isRefused = outcome.kind === 'unauthorized' || outcome.kind === 'forbidden';
    if ('error' in outcome || source === undefined) {
      // A refused key is never covered up by what is stored, unless that was on its way to being served anyway.
      if (restoreFirst || !isRefused) await this.#restore();
      if (source !== undefined || this.#state.serving) return outcome;
    }
    try {
      const evaluator = await this.#loadEvaluator();
      if (!signal.aborted && outcome.kind === 'answered') return this.#accept(outcome, evaluator);
      return outcome;
    } catch (error) {
      return { kind: 'failed', error: toError(error) };
    }
  }

  #accept(
    outcome: Extract<ConfigurationOutcome, { kind: 'answered' }>,
    evaluator: FlagEvaluator,
  ): ConfigurationOutcome {
    const { configuration, entityTag, text } = outcome;
    const isEmpty = Object.keys(configuration.flags).length === 0;
    const emptiesWhatIsServed = isEmpty && Object.keys(this.#held?.configuration.flags ?? {}).length > 0;
    if (emptiesWhatIsServed && !this.#unconfirmed) {
      this.#unconfirmed = true;
      return { kind: 'unconfirmed' };
    }
    if (isEmpty && this.#held === undefined) {
      this.#parts.logger.warn(
        'The relay proxy has no flags for this key and flagList. Every evaluation answers FLAG_NOT_FOUND.',
      );
    }
    const flagsChanged = this.#serve(configuration, entityTag, evaluator);
    void this.#parts.cache?.save(text, entityTag);
    return { kind: 'applied', flagsChanged };
  }

  #serve(configuration: FlagConfiguration, entityTag: string | undefined, evaluator: FlagEvaluator): readonly string[] {
    this.#held = { configuration, entityTag };
    return evaluator.configure(configuration);
  }

  #conclude(outcome: ConfigurationOutcome): RefreshVerdict {
    if ('error' in outcome) return this.#concludeFailure(outcome);
    if (outcome.kind === 'unconfirmed') return { kind: 'unconfirmed' };
    this.#unconfirmed = false;
    this.#lastError = undefined;
    if (outcome.kind === 'unchanged' && this.#parts.source !== undefined) this.#renewCache();
    this.#dispatch({ type: 'refreshed' });
    if (outcome.kind === 'applied' && outcome.flagsChanged.length > 0) {
      this.#parts.signal({ type: 'configuration-changed', flagsChanged: outcome.flagsChanged });
    }
    return { kind: 'refreshed' };
  }

  #concludeFailure(outcome: Extract<ConfigurationOutcome, { readonly error: Error }>): RefreshVerdict {
    const { error, kind } = outcome;
    this.#lastError = error;
    this.#parts.logger.debug('A refresh failed.', error);
    if (kind === 'unauthorized') void this.#parts.cache?.drop();
    const isRefused = kind === 'unauthorized' || (kind === 'forbidden' && !this.#state.serving);
    this.#dispatch({ type: 'refresh-failed', cause: kind === 'rate-limited' ? 'failed' : kind });
    if (kind === 'rate-limited') return { kind, retryAfterMs: outcome.retryAfterMs };
    return { kind: isRefused || isPermanent(error) ? 'refused' : 'failed' };
  }

  #renewCache(): void {
    const held = this.#held;
    if (held?.entityTag === undefined) return;
    void this.#parts.cache?.renew(() => JSON.stringify(held.configuration), held.entityTag);
  }

  /** Begins from what is on this device, if there is anything. Tried once until something has been served. */
  #restore(): Promise<void> {
    const generation = this.#generation;
    if (this.#state.serving) return Promise.resolve();
    generation.restored ??= this.#readDevice(generation).catch((error: unknown) => {
      // The engine did not load. The next attempt tells, and tries again.
      generation.restored = undefined;
      this.#lastError = toError(error);
    });
    return generation.restored;
  }

  async #readDevice(generation: Generation): Promise<void> {
    const { cache, given } = this.#parts;
    const stored = given === undefined ? await cache?.read() : undefined;
    const decoded = stored && decodeConfiguration({ text: stored.body, contentType: '' });
    if (decoded?.kind === 'invalid') await cache?.drop();
    const configuration = given ?? (decoded?.kind === 'invalid' ? undefined : decoded?.configuration);
    if (configuration === undefined) return;
    const evaluator = await this.#loadEvaluator();
    if (generation !== this.#generation || !this.#state.open || this.#state.serving) return;
    this.#serve(configuration, stored?.entityTag, evaluator);
    this.#dispatch({ type: 'restored' });
  }

  async #loadEvaluator(): Promise<FlagEvaluator> {
    const generation = this.#generation;
    const engine = await this.#parts.loadEngine();
    if (generation !== this.#generation || !this.#state.open) throw new ProviderClosedError();
    if (this.#evaluator === undefined) {
      const { clock, logger } = this.#parts;
      const onFault = (fault: Error): void => logger.error('The engine failed and was replaced.', fault);
      this.#evaluator = new FlagEvaluator(engine.createEvaluator({ now: () => clock.now(), onFault }));
      this.#evaluator.setContext(this.#context);
    }
    return this.#evaluator;
  }

  #dispatch(input: ProviderInput): void {
    const { state, effects } = nextState(this.#state, input);
    this.#state = state;
    for (const effect of effects) this.#perform(effect);
  }

  #perform(effect: ProviderEffect): void {
    switch (effect) {
      case 'settle-ready':
        return this.#takePending()?.resolve();
      case 'settle-error':
      case 'settle-fatal':
        return this.#takePending()?.reject(toStartError(this.#lastError, effect === 'settle-fatal'));
      case 'settle-closed':
        return this.#takePending()?.reject(new ProviderClosedError());
      case 'repeat-status': {
        const generation = this.#generation;
        return queueMicrotask(() => {
          if (generation === this.#generation) this.#tellStatus();
        });
      }
      default:
        return this.#tellStatus();
    }
  }

  /** The one place where events about the status leave. */
  #tellStatus(): void {
    const { logger, signal } = this.#parts;
    const message = this.#lastError?.message ?? '';
    switch (this.#state.status) {
      case 'ready':
        return signal({ type: 'ready' });
      case 'stale':
        logger.warn(`Flags are served from an older configuration, because it cannot be refreshed. ${message}`);
        return signal({ type: 'stale' });
      case 'error':
      case 'fatal':
        return signal({ type: 'error', message, isFatal: this.#state.status === 'fatal' });
      default:
        return;
    }
  }

  #takePending(): Pending | undefined {
    const pending = this.#pending;
    this.#pending = undefined;
    return pending;
  }
}

function createPending(): Pending {
  let resolve: () => void = () => undefined;
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  return { promise, resolve, reject };
}

/** Whether the error itself says that trying again soon does not help. */
function isPermanent(error: Error): boolean {
  return 'recoverable' in error && error.recoverable === false;
}

function toError(thrown: unknown): Error {
  return thrown instanceof Error ? thrown : new Error(String(thrown));
}
