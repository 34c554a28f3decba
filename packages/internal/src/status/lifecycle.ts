import type { Logger } from '@openfeature/core';
import { ProviderClosedError } from '../errors/provider-closed-error.ts';
import { createDeferred, type Deferred } from '../platform/deferred.ts';
import type { ProviderSignal } from './provider-signal.ts';
import { CLOSED, nextState, type ProviderEffect, type ProviderInput, type ProviderState } from './provider-state.ts';
import { toStartError } from './to-start-error.ts';

/** Holds a provider's state and does what the state machine says. The one place where events and promises reach the SDK. */
export class Lifecycle {
  readonly #logger: Logger;
  readonly #signal: (signal: ProviderSignal) => void;
  #state: ProviderState = CLOSED;
  #awaited: Deferred | undefined;
  #lastError: Error | undefined;

  /** `signal` passes an event on to the SDK. */
  constructor(logger: Logger, signal: (signal: ProviderSignal) => void) {
    this.#logger = logger;
    this.#signal = signal;
  }

  get state(): ProviderState {
    return this.#state;
  }

  /** Why the last refresh failed; `undefined` after one that did not. */
  get lastError(): Error | undefined {
    return this.#lastError;
  }

  /** The promise that the SDK awaits now, if it awaits one. */
  get awaited(): Promise<void> | undefined {
    return this.#awaited?.promise;
  }

  /** Takes an input for which the SDK awaits a promise, and makes that promise. */
  await(input: ProviderInput & { readonly type: 'started' | 'context-awaited' }): Promise<void> {
    const { state, effects } = nextState(this.#state, input);
    for (const effect of effects) this.#perform(effect);
    this.#state = state;
    this.#awaited = createDeferred();
    return this.#awaited.promise;
  }

  /** Takes any other input. */
  dispatch(input: Exclude<ProviderInput, { readonly type: 'started' | 'context-awaited' }>): void {
    const { state, effects } = nextState(this.#state, input);
    this.#state = state;
    if (input.type === 'refreshed' || input.type === 'closed') this.#lastError = undefined;
    for (const effect of effects) this.#perform(effect);
  }

  /** Remembers a fault that decides nothing by itself. */
  note(error: Error): void {
    this.#lastError = error;
  }

  /** Takes a failed refresh. */
  fail(error: Error, cause: 'failed' | 'forbidden' | 'unauthorized'): void {
    this.#lastError = error;
    this.#logger.debug('A refresh failed.', error);
    this.dispatch({ type: 'refresh-failed', cause });
  }

  /** Tells which flags are not as they were. No flags, no event: an empty list would tell React that nothing concerns it. */
  tellChanged(flagsChanged: readonly string[]): void {
    if (flagsChanged.length > 0) this.#emit({ type: 'configuration-changed', flagsChanged });
  }

  /**
   * Tells the status at once, although the promise that the SDK awaits will tell it too. Inside `initialize`, before it returns, this is what
   * makes the SDK ask the provider from the very first evaluation on.
   */
  announce(): void {
    this.#tellStatus(false);
  }

  /** The error of a start that has failed already. */
  startError(): Error {
    return toStartError(this.#lastError, this.#state.status === 'fatal');
  }

  #perform(effect: ProviderEffect): void {
    switch (effect) {
      case 'settle-ready':
        this.#takeAwaited()?.resolve();
        break;
      case 'settle-error':
      case 'settle-fatal':
        this.#takeAwaited()?.reject(toStartError(this.#lastError, effect === 'settle-fatal'));
        break;
      case 'settle-closed':
        this.#takeAwaited()?.reject(new ProviderClosedError());
        break;
      case 'repeat-status':
        // The SDK writes READY when the call that it is in returns.
        queueMicrotask(() => this.#tellStatus(false));
        break;
      default:
        this.#tellStatus(true);
    }
  }

  #tellStatus(isNew: boolean): void {
    const { status } = this.#state;
    const message = this.#lastError?.message ?? '';
    if (status === 'ready') this.#emit({ type: status });
    else if (status === 'stale') {
      if (isNew) this.#logger.warn(`Flags are served as they last were: they cannot be refreshed. ${message}`);
      this.#emit({ type: status, message });
    } else if (status === 'error' || status === 'fatal') {
      if (isNew) this.#logger.error(message);
      this.#emit({ type: 'error', message, isFatal: status === 'fatal' });
    }
  }

  #emit(signal: ProviderSignal): void {
    try {
      this.#signal(signal);
    } catch (error) {
      this.#logger.error('A handler of a provider event threw.', error);
    }
  }

  #takeAwaited(): Deferred | undefined {
    const awaited = this.#awaited;
    this.#awaited = undefined;
    return awaited;
  }
}
