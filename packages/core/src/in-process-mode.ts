import {
  type ContextLike,
  type EvaluationSnapshot,
  type FlagEvidence,
  type FlagType,
  Lifecycle,
  ProviderClosedError,
  type RefreshVerdict,
  snapshotContext,
  toFailedResolution,
  type Updates,
} from '@goff-web/internal';
import type { JsonValue, ResolutionDetails } from '@openfeature/web-sdk';
import {
  type ConfigurationOutcome,
  type FailedOutcome,
  isFailure,
  isPermanent,
  toFailure,
} from './configuration/configuration-outcome.ts';
import type { HeldConfiguration } from './configuration/held-configuration.ts';
import { isOutdated } from './configuration/is-outdated.ts';
import { judgeConfiguration } from './configuration/judge-configuration.ts';
import { BootstrapAnswers } from './evaluation/bootstrap-answers.ts';
import type { FlagEvaluator } from './evaluation/flag-evaluator.ts';
import type { InProcessParts } from './in-process-parts.ts';

/** So long a request waits at most for what is stored on this device; a device can be slow, or never answer. */
export const HEAD_START_MS = 100;

/** Everything between a start and a close. Work that belongs to an older one changes nothing. */
interface Run {
  /** The attempt to begin from what is on this device, while it is under way and once it has succeeded. */
  restored?: Promise<void> | undefined;
}

/** In-process mode without OpenFeature's interface around it: fetches, restores, evaluates, and tells what happened. */
export class InProcessMode {
  readonly #parts: InProcessParts;
  readonly #lifecycle: Lifecycle;
  readonly #updates: Updates;
  #run: Run = {};
  #context: ContextLike = {};
  /** Until a configuration has come that is newer. */
  #bootstrap: BootstrapAnswers | undefined;
  #evaluator: FlagEvaluator | undefined;
  #held: HeldConfiguration | undefined;
  /** Whether the last answer had no flags, while flags are being served. */
  #unconfirmed = false;

  constructor(parts: InProcessParts) {
    this.#parts = parts;
    this.#lifecycle = new Lifecycle(parts.logger, parts.signal);
    this.#bootstrap = parts.bootstrap && new BootstrapAnswers(parts.bootstrap);
    this.#updates = parts.createUpdates(
      (signal) => this.#attempt(signal),
      () => this.#lifecycle.state.serving,
    );
  }

  /** Resolves when there is something to serve. Rejects when there is not, and goes on trying; rejects also when it is closed meanwhile. */
  async start(context: ContextLike | undefined): Promise<void> {
    if (this.#lifecycle.state.open) return this.#join(context);
    this.#context = snapshotContext(context);
    this.#run = {};
    this.#parts.cache?.reopen();
    const started = this.#lifecycle.await({ type: 'started' });
    this.#startFromBootstrap();
    // Needed whatever comes first; whoever needs it then hears of a failure.
    void this.#loadEvaluator().catch(() => undefined);
    if (this.#parts.restoreFirst) void this.#restore();
    void this.#updates.start();
    return started;
  }

  /**
   * Replaces the evaluation context, synchronously. Never throws. A promise is returned only where `bootstrap` is all there is to serve, and it is
   * another context's.
   */
  setContext(context: ContextLike): Promise<void> | undefined {
    const lifecycle = this.#lifecycle;
    this.#context = snapshotContext(context);
    this.#evaluator?.setContext(context);
    if (this.#held === undefined && this.#bootstrap !== undefined) {
      if (this.#bootstrap.holdFor(this.#context)) lifecycle.dispatch({ type: 'restored' });
      else if (lifecycle.state.status === 'reconciling') return lifecycle.awaited;
      else if (lifecycle.state.serving) {
        const awaited = lifecycle.await({ type: 'context-awaited' });
        void this.refresh();
        return awaited;
      }
    }
    lifecycle.dispatch({ type: 'context-replaced' });
    return undefined;
  }

  /** Answers a flag. Never throws, never waits. */
  resolve<T extends JsonValue>(
    flagKey: string,
    type: FlagType,
    defaultValue: T,
    context: ContextLike,
  ): ResolutionDetails<T> {
    const answers = this.#answersFor(context);
    if (answers !== undefined) return answers.resolve(flagKey, type, defaultValue, context);
    const { state, lastError } = this.#lifecycle;
    const code = state.status === 'fatal' ? 'PROVIDER_FATAL' : 'PROVIDER_NOT_READY';
    const why = lastError === undefined ? '' : ` ${lastError.message}`;
    return toFailedResolution(defaultValue, code, `There is no flag configuration yet.${why}`);
  }

  /** What is known for the current context; `undefined` while nothing is. */
  snapshot(): EvaluationSnapshot | undefined {
    return this.#answersFor(this.#context)?.snapshot();
  }

  /** What is known about the flag that was just evaluated; `undefined` where that is nothing. */
  evidenceOf(flagKey: string): FlagEvidence | undefined {
    return this.#answersFor(this.#context)?.evidenceOf(flagKey);
  }

  /** Asks the relay proxy now. */
  refresh(): Promise<void> {
    return this.#updates.refresh();
  }

  /** Asks the relay proxy again, as if for the first time: the credential is another. */
  restart(): Promise<void> {
    return this.#updates.rekey();
  }

  /** Stops everything. What is being started is rejected. Resolves when what has come is on the device. */
  close(): Promise<void> | undefined {
    this.#updates.stop();
    this.#lifecycle.dispatch({ type: 'closed' });
    this.#run = {};
    this.#evaluator?.dispose();
    this.#evaluator = undefined;
    this.#held = undefined;
    this.#unconfirmed = false;
    return this.#parts.cache?.close();
  }

  /** Who answers for that context now. */
  #answersFor(context: ContextLike): BootstrapAnswers | FlagEvaluator | undefined {
    if (!this.#lifecycle.state.serving) return undefined;
    if (this.#bootstrap?.holdFor(context)) return this.#bootstrap;
    return this.#held && this.#evaluator;
  }

  /** The SDK starts a provider once for each API that it is set in; the second time, everything is running already. */
  async #join(context: ContextLike | undefined): Promise<void> {
    void this.setContext(context ?? {})?.catch(() => undefined);
    if (this.#lifecycle.awaited !== undefined) return this.#lifecycle.awaited;
    if (!this.#lifecycle.state.serving) await this.refresh();
    if (!this.#lifecycle.state.serving) throw this.#lifecycle.startError();
  }

  /** The SDK is told before `initialize` returns, so that it asks from the very first evaluation on. */
  #startFromBootstrap(): void {
    if (this.#bootstrap?.holdFor(this.#context)) {
      this.#lifecycle.dispatch({ type: 'restored' });
      this.#lifecycle.announce();
    } else if (this.#bootstrap !== undefined) {
      this.#parts.logger.warn('"bootstrap" is of another context.');
    }
  }

  async #attempt(signal: AbortSignal): Promise<RefreshVerdict> {
    const outcome = await this.#fetch(signal).catch(toFailure);
    if (signal.aborted) return { kind: 'failed' };
    return isFailure(outcome) ? this.#concludeFailure(outcome) : this.#conclude(outcome);
  }

  async #fetch(signal: AbortSignal): Promise<ConfigurationOutcome> {
    const { source, restoreFirst } = this.#parts;
    if (source === undefined) {
      await this.#restore();
      if (this.#held === undefined) return toFailure(this.#lifecycle.lastError);
      return { kind: 'unchanged', lastModifiedMs: undefined };
    }
    if (restoreFirst && this.#held === undefined) await this.#letRestore(signal);
    const entityTag = await this.#held?.entityTag?.();
    const answer = await this.#updates.ask({ subject: '', entityTag, signal }, () => source.fetch(entityTag, signal));
    const outcome = (await this.#parts.loadEvaluation()).toOutcome(answer);
    const isRefused = outcome.kind === 'unauthorized' || outcome.kind === 'forbidden';
    // A refused key is not covered up by what is stored, unless that was on its way to being served anyway.
    if (isFailure(outcome) && (restoreFirst || !isRefused)) await this.#restore();
    if (outcome.kind !== 'answered') return outcome;
    const evaluator = await this.#loadEvaluator();
    return signal.aborted ? outcome : this.#accept(outcome, evaluator);
  }

  #accept(
    outcome: ConfigurationOutcome & { readonly kind: 'answered' },
    evaluator: FlagEvaluator,
  ): ConfigurationOutcome {
    const { configuration, entityTag, isKept, lastModifiedMs, text } = outcome;
    const nowMs = this.#parts.clock.now();
    if (isOutdated(lastModifiedMs, this.#held, nowMs)) return { kind: 'outdated' };
    const judgement = judgeConfiguration(configuration, this.#held?.configuration, this.#unconfirmed);
    if (judgement === 'unconfirmed') return { kind: judgement };
    if (judgement === 'empty' && this.#held === undefined) {
      this.#parts.logger.warn('The relay proxy has no flags for this key and "flagList".');
    }
    this.#held = { configuration, entityTag, lastModifiedMs, confirmedAtMs: nowMs };
    if (!isKept) this.#parts.cache?.save(text, entityTag, lastModifiedMs);
    return { kind: 'applied', flagsChanged: evaluator.configure(configuration) };
  }

  #conclude(outcome: Exclude<ConfigurationOutcome, FailedOutcome>): RefreshVerdict {
    this.#unconfirmed = outcome.kind === 'unconfirmed';
    if (outcome.kind === 'unconfirmed') return outcome;
    if (outcome.kind === 'unchanged') this.#confirm(outcome.lastModifiedMs);
    const changed = this.#endBootstrap() ?? (outcome.kind === 'applied' ? outcome.flagsChanged : []);
    this.#lifecycle.dispatch({ type: 'refreshed' });
    if (outcome.kind === 'applied') this.#parts.onApplied();
    this.#lifecycle.tellChanged(changed);
    return outcome.kind === 'applied' ? { kind: 'refreshed', changed: changed.length > 0 } : { kind: 'refreshed' };
  }

  /** A configuration is there that is newer. Gives the keys of the flags that it answers otherwise; `undefined` where others were served anyway. */
  #endBootstrap(): readonly string[] | undefined {
    const ended = this.#bootstrap;
    this.#bootstrap = undefined;
    const wasServed = ended?.holdFor(this.#context) === true && this.#lifecycle.state.serving;
    return wasServed && this.#evaluator ? ended.changedBy(this.#evaluator.answers()) : undefined;
  }

  #concludeFailure(outcome: FailedOutcome): RefreshVerdict {
    const { error, kind } = outcome;
    if (kind === 'unauthorized') void this.#parts.cache?.drop();
    this.#lifecycle.fail(error, kind === 'rate-limited' ? 'failed' : kind);
    if (kind === 'rate-limited') return { kind, retryAfterMs: outcome.retryAfterMs };
    // While flags are served, a gateway's refusal is a fault like any other.
    const isHopeless = !this.#lifecycle.state.serving && (kind === 'forbidden' || isPermanent(error));
    return { kind: kind === 'unauthorized' || isHopeless ? 'refused' : 'failed' };
  }

  #confirm(lastModifiedMs: number | undefined): void {
    const held = this.#held;
    if (held?.entityTag === undefined) return;
    this.#held = {
      ...held,
      confirmedAtMs: this.#parts.clock.now(),
      lastModifiedMs: lastModifiedMs ?? held.lastModifiedMs,
    };
    this.#parts.cache?.renew(() => JSON.stringify(held.configuration), held.entityTag, this.#held.lastModifiedMs);
  }

  /** Begins from what is on this device, if there is anything. Never rejects; an engine that did not load is tried again the next time. */
  #restore(): Promise<void> {
    const run = this.#run;
    if (this.#held !== undefined) return Promise.resolve();
    run.restored ??= this.#readDevice(run).catch((error: unknown) => {
      run.restored = undefined;
      if (run === this.#run) this.#lifecycle.note(toFailure(error).error);
    });
    return run.restored;
  }

  /** Gives what is stored the first turn: it makes the request a conditional one, and is not to wait for its making. */
  #letRestore(signal: AbortSignal): Promise<void> {
    const { clock } = this.#parts;
    return new Promise((resolve) => {
      const cancel = clock.schedule(resolve, HEAD_START_MS);
      const go = (): void => {
        cancel();
        resolve();
      };
      signal.addEventListener('abort', go);
      void this.#restore().then(() => (this.#held === undefined ? go() : clock.schedule(go, 0)));
    });
  }

  async #readDevice(run: Run): Promise<void> {
    const held = await this.#findOnDevice();
    if (held === undefined) return;
    const evaluator = await this.#loadEvaluator();
    if (run !== this.#run || this.#held !== undefined) return;
    this.#held = held;
    evaluator.configure(held.configuration);
    const changed = this.#parts.given === undefined ? [] : (this.#endBootstrap() ?? []);
    this.#lifecycle.dispatch({ type: 'restored' });
    this.#lifecycle.tellChanged(changed);
  }

  async #findOnDevice(): Promise<HeldConfiguration | undefined> {
    const { cache, given } = this.#parts;
    if (given !== undefined) return { configuration: given };
    const stored = await cache?.read();
    if (stored === undefined) return undefined;
    const { decodeConfiguration } = await this.#parts.loadEvaluation();
    const decoded = decodeConfiguration({ text: stored.body, contentType: '' });
    if (decoded.kind !== 'invalid') {
      const { entityTag, lastModifiedMs, savedAtMs } = stored;
      return {
        configuration: decoded.configuration,
        entityTag: () => entityTag,
        lastModifiedMs,
        confirmedAtMs: savedAtMs,
      };
    }
    await cache?.drop();
    return undefined;
  }

  async #loadEvaluator(): Promise<FlagEvaluator> {
    const run = this.#run;
    const [engine, { FlagEvaluator }] = await Promise.all([this.#parts.loadEngine(), this.#parts.loadEvaluation()]);
    if (run !== this.#run) throw new ProviderClosedError();
    if (this.#evaluator === undefined) {
      this.#evaluator = new FlagEvaluator(engine, this.#parts, (flagKeys) => {
        if (!this.#bootstrap?.holdFor(this.#context)) this.#lifecycle.tellChanged(flagKeys);
      });
      this.#evaluator.setContext(this.#context);
    }
    return this.#evaluator;
  }
}
