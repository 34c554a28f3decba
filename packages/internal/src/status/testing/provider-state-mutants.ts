/** A change of one place in `provider-state.ts` that breaks the state machine. */
export interface ProviderStateMutant {
  /** What the mutant does wrong. */
  readonly does: string;
  /** Occurs exactly once in the source. */
  readonly find: string;
  readonly replace: string;
}

/** Faults that a maintainer could make; each has to break an invariant. */
export const MUTANTS: readonly ProviderStateMutant[] = [
  {
    does: 'leaves the promise of a first start open when it is started again',
    find: "return { state: STARTED, effects: state.pending ? ['settle-closed'] : [] };",
    replace: 'return { state: STARTED, effects: [] };',
  },
  {
    does: 'goes on after it was closed',
    find: 'if (!state.open) return',
    replace: 'if (state.open === undefined) return',
  },
  {
    does: 'leaves a promise open when it is closed',
    find: "return { state: CLOSED, effects: state.pending ? ['settle-closed'] : [] };",
    replace: 'return { state: CLOSED, effects: [] };',
  },
  {
    does: 'takes something restored late for a success',
    find: 'return state.serving ? { state, effects: [] } : serve(state);',
    replace: 'return serve(state);',
  },
  {
    does: 'does not serve what was restored',
    find: 'return state.serving ? { state, effects: [] } : serve(state);',
    replace: 'return state.serving ? serve(state) : { state, effects: [] };',
  },
  {
    does: 'remembers failures beyond a success',
    find: 'return serve({ ...state, failures: 0 });',
    replace: 'return serve(state);',
  },
  {
    does: 'treats a failure with nothing to serve as one while serving',
    find: 'return state.serving ? failWhileServing(state, input.cause) : failWithNothing(state, input.cause);',
    replace: 'return failWhileServing(state, input.cause);',
  },
  {
    does: 'gives up what it serves at the first failure',
    find: 'return state.serving ? failWhileServing(state, input.cause) : failWithNothing(state, input.cause);',
    replace: 'return failWithNothing(state, input.cause);',
  },
  {
    does: 'serves the answers of the context before',
    find: "status: 'reconciling', serving: false,",
    replace: "status: 'reconciling', serving: true,",
  },
  {
    does: 'does not await the answers of a new context',
    find: "pending: true, status: 'reconciling'",
    replace: "pending: false, status: 'reconciling'",
  },
  {
    does: 'stays pending when it serves',
    find: "{ ...state, pending: false, status: 'ready', serving: true }",
    replace: "{ ...state, status: 'ready', serving: true }",
  },
  {
    does: 'tells READY by event while the SDK awaits it by promise',
    find: "if (state.pending) return { state: next, effects: ['settle-ready'] };",
    replace: "if (state.pending) return { state: next, effects: ['settle-ready', 'emit-ready'] };",
  },
  {
    does: 'says nothing when it is ready again',
    find: "effects: state.status === 'ready' ? [] : ['emit-ready']",
    replace: 'effects: []',
  },
  {
    does: 'says again and again that it is ready',
    find: "effects: state.status === 'ready' ? [] : ['emit-ready']",
    replace: "effects: ['emit-ready']",
  },
  {
    does: 'is stale one failure too late',
    find: 'const TOLERATED_FAILURES = 2;',
    replace: 'const TOLERATED_FAILURES = 3;',
  },
  {
    does: 'is stale one failure too early',
    find: 'const TOLERATED_FAILURES = 2;',
    replace: 'const TOLERATED_FAILURES = 1;',
  },
  {
    does: 'takes a refused key for an ordinary failure while it serves',
    find: "if (cause !== 'unauthorized' && failures <= TOLERATED_FAILURES)",
    replace: 'if (failures <= TOLERATED_FAILURES)',
  },
  {
    does: 'takes a gateway’s 403 for a refused key while it serves',
    find: "if (cause !== 'unauthorized' && failures",
    replace: "if (cause === 'failed' && failures",
  },
  {
    does: 'says at each failure that it is stale',
    find: "if (state.status === 'stale') return { state: { ...state, failures }, effects: [] };",
    replace: '',
  },
  {
    does: 'becomes an error again although its key was refused',
    find: "const refused = cause !== 'failed' || state.status === 'fatal';",
    replace: "const refused = cause !== 'failed';",
  },
  {
    does: 'takes 403 for an ordinary failure with nothing to serve',
    find: "const refused = cause !== 'failed' ||",
    replace: "const refused = cause === 'unauthorized' ||",
  },
  {
    does: 'rejects a start with an error where it is fatal',
    find: "effects: [refused ? 'settle-fatal' : 'settle-error']",
    replace: "effects: ['settle-error']",
  },
  {
    does: 'says again and again that it is an error',
    find: 'if (status === state.status) return { state: next, effects: [] };',
    replace: '',
  },
  {
    does: 'lets the SDK overwrite STALE',
    find: "const untold = state.status === 'stale' ||",
    replace: 'const untold =',
  },
  {
    does: 'lets the SDK overwrite FATAL',
    find: "state.status === 'error' || state.status === 'fatal';",
    replace: "state.status === 'error';",
  },
];
