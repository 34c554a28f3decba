import {
  CLOSED,
  type Clock,
  nextState,
  ProviderClosedError,
  type ProviderInput,
  type ProviderState,
} from '@goff-web/internal';
import {
  ErrorCode,
  OpenFeatureEventEmitter,
  ProviderEvents,
  ProviderFatalError,
  ProviderNotReadyError,
} from '@openfeature/web-sdk';

/** The one place from which events leave, and in which promises of the SDK are settled. */
export interface ProviderSignals {
  readonly emitter: OpenFeatureEventEmitter;
  readonly state: () => ProviderState;
  /** Tells the state machine what happened, with the fault that caused it, and does what follows from it. */
  report(input: ProviderInput, fault?: Error): void;
  /**
   * Settled when the provider is ready to answer for the current context, or will not be soon. Calls that a newer context has overtaken
   * share the newer one's outcome.
   */
  awaited(): Promise<void>;
  /** Says which flags answer differently now. */
  changed(flagsChanged: string[]): void;
}

interface Awaited {
  readonly promise: Promise<void>;
  resolve(): void;
  reject(reason: Error): void;
}

/** Makes {@link ProviderSignals}. */
export function createProviderSignals(clock: Clock): ProviderSignals {
  const emitter = new OpenFeatureEventEmitter();
  let state = CLOSED;
  let fault: Error | undefined;
  let awaited: Awaited | undefined;

  function report(input: ProviderInput, cause?: Error): void {
    const before = awaited;
    const step = nextState(state, input);
    state = step.state;
    fault = cause ?? fault;
    for (const effect of step.effects) {
      switch (effect) {
        case 'settle-ready':
          settle((promise) => promise.resolve());
          break;
        case 'settle-error':
          settle((promise) => promise.reject(new ProviderNotReadyError(messageOf(fault), { cause: fault })));
          break;
        case 'settle-fatal':
          settle((promise) => promise.reject(new ProviderFatalError(messageOf(fault), { cause: fault })));
          // After a change of context the SDK takes any rejection for an ERROR; it is told better once it has finished.
          clock.schedule(() => repeat('fatal'), 0);
          break;
        case 'settle-closed':
          // What a newer context overtakes is settled together with it.
          if (input.type !== 'context-awaited') settle((promise) => promise.reject(new ProviderClosedError()));
          break;
        case 'repeat-status':
          queueMicrotask(() => repeat(state.status));
          break;
        default:
          emitStatus();
      }
    }
    if (state.pending && (awaited === undefined || (input.type === 'started' && awaited === before)))
      awaited = anAwaited();
  }

  function settle(how: (awaited: Awaited) => void): void {
    if (awaited !== undefined) how(awaited);
    awaited = undefined;
  }

  function repeat(status: ProviderState['status']): void {
    if (state.open && state.status === status) emitStatus();
  }

  function emitStatus(): void {
    const message = messageOf(fault);
    if (state.status === 'ready') emitter.emit(ProviderEvents.Ready);
    if (state.status === 'stale') emitter.emit(ProviderEvents.Stale, { message });
    if (state.status === 'error')
      emitter.emit(ProviderEvents.Error, { message, errorCode: ErrorCode.PROVIDER_NOT_READY });
    if (state.status === 'fatal') emitter.emit(ProviderEvents.Error, { message, errorCode: ErrorCode.PROVIDER_FATAL });
  }

  return {
    emitter,
    state: () => state,
    report,
    awaited: () => awaited?.promise ?? Promise.resolve(),
    changed: (flagsChanged) => emitter.emit(ProviderEvents.ConfigurationChanged, { flagsChanged }),
  };
}

function anAwaited(): Awaited {
  let resolve: () => void = () => undefined;
  let reject: (reason: Error) => void = () => undefined;
  const promise = new Promise<void>((onResolve, onReject) => {
    resolve = onResolve;
    reject = onReject;
  });
  // The SDK may be gone by then; a rejection that nobody hears must not become an unhandled one.
  promise.catch(() => undefined);
  return { promise, resolve, reject };
}

function messageOf(fault: Error | undefined): string {
  return fault?.message ?? 'The relay proxy has not answered.';
}
