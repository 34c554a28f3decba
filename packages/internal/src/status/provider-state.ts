/** What a provider is, as OpenFeature's SDK should see it. */
export type ProviderStatus = 'not-ready' | 'reconciling' | 'ready' | 'stale' | 'error' | 'fatal';

/** Everything that decides about status and events. */
export interface ProviderState {
  /** Between start and close. */
  readonly open: boolean;
  /** Whether the SDK awaits a promise of ours (start, or a change of context): its outcome tells the status, events must not. */
  readonly pending: boolean;
  readonly status: ProviderStatus;
  /** Whether there is something to answer evaluations from. */
  readonly serving: boolean;
  /** Refreshes in a row that failed. */
  readonly failures: number;
}

/** What can happen to a provider. */
export type ProviderInput =
  | { readonly type: 'started' }
  | { readonly type: 'closed' }
  /** Something to serve came from this device: a cached or a given configuration, kept answers. */
  | { readonly type: 'restored' }
  /** The relay proxy answered, changed or not. */
  | { readonly type: 'refreshed' }
  | { readonly type: 'refresh-failed'; readonly cause: 'failed' | 'forbidden' | 'unauthorized' }
  /** The evaluation context was replaced, and what is served holds for the new one as well. */
  | { readonly type: 'context-replaced' }
  /** The evaluation context was replaced, and there is nothing to serve for the new one yet; the SDK awaits a promise. */
  | { readonly type: 'context-awaited' };

/** What is to be done, in order. `settle-…` ends the promise that the SDK awaits; `emit-…` is an event. */
export type ProviderEffect =
  | 'settle-ready'
  | 'settle-error'
  | 'settle-fatal'
  | 'settle-closed'
  | 'emit-ready'
  | 'emit-stale'
  | 'emit-error'
  | 'emit-fatal'
  /** The SDK has just overwritten the status; tell it again once it has finished. */
  | 'repeat-status';

/** A step of the machine. */
export interface ProviderStep {
  readonly state: ProviderState;
  readonly effects: readonly ProviderEffect[];
}

/** Refreshes in a row that may fail before what is served is called stale. */
const TOLERATED_FAILURES = 2;

/** A provider that nobody uses. */
export const CLOSED: ProviderState = {
  open: false,
  pending: false,
  status: 'not-ready',
  serving: false,
  failures: 0,
};

const STARTED: ProviderState = { open: true, pending: true, status: 'not-ready', serving: false, failures: 0 };

/** The one place that decides about status and events. Pure: the same state and input give the same step. */
export function nextState(state: ProviderState, input: ProviderInput): ProviderStep {
  if (input.type === 'started') return { state: STARTED, effects: state.pending ? ['settle-closed'] : [] };
  if (!state.open) return { state, effects: [] };
  switch (input.type) {
    case 'closed':
      return { state: CLOSED, effects: state.pending ? ['settle-closed'] : [] };
    case 'restored':
      return state.serving ? { state, effects: [] } : serve(state);
    case 'refreshed':
      return serve({ ...state, failures: 0 });
    case 'refresh-failed':
      return state.serving ? failWhileServing(state, input.cause) : failWithNothing(state, input.cause);
    case 'context-replaced':
      return replaceContext(state);
    case 'context-awaited':
      return {
        state: { ...state, pending: true, status: 'reconciling', serving: false, failures: 0 },
        effects: state.pending ? ['settle-closed'] : [],
      };
  }
}

function serve(state: ProviderState): ProviderStep {
  const next: ProviderState = { ...state, pending: false, status: 'ready', serving: true };
  if (state.pending) return { state: next, effects: ['settle-ready'] };
  return { state: next, effects: state.status === 'ready' ? [] : ['emit-ready'] };
}

/** 401 says that the key is wrong, and will be until somebody changes it; 403 comes from gateways for many reasons. */
function failWhileServing(state: ProviderState, cause: 'failed' | 'forbidden' | 'unauthorized'): ProviderStep {
  const failures = state.failures + 1;
  if (state.status === 'stale') return { state: { ...state, failures }, effects: [] };
  if (cause !== 'unauthorized' && failures <= TOLERATED_FAILURES) return { state: { ...state, failures }, effects: [] };
  return { state: { ...state, status: 'stale', failures }, effects: ['emit-stale'] };
}

function failWithNothing(state: ProviderState, cause: 'failed' | 'forbidden' | 'unauthorized'): ProviderStep {
  const refused = cause !== 'failed' || state.status === 'fatal';
  const status = refused ? 'fatal' : 'error';
  const next: ProviderState = { ...state, pending: false, status, failures: state.failures + 1 };
  if (state.pending) return { state: next, effects: [refused ? 'settle-fatal' : 'settle-error'] };
  if (status === state.status) return { state: next, effects: [] };
  return { state: next, effects: [refused ? 'emit-fatal' : 'emit-error'] };
}

function replaceContext(state: ProviderState): ProviderStep {
  const untold = state.status === 'stale' || state.status === 'error' || state.status === 'fatal';
  return { state, effects: untold ? ['repeat-status'] : [] };
}
