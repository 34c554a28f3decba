import fc from 'fast-check';
import { expect } from 'vitest';
import {
  CLOSED,
  type nextState,
  type ProviderEffect,
  type ProviderInput,
  type ProviderState,
} from '../provider-state.ts';

/** A state machine of a provider: the one in use, or a mutant of it. */
export type Machine = typeof nextState;

/** What holds for a state machine whatever happens to a provider, in whatever order. */
export interface Invariant {
  /** Continues the sentence "The state machine …". */
  readonly says: string;
  /** Throws when a random sequence of inputs breaks it. */
  readonly check: (machine: Machine) => void;
}

/** One input, what was before it, and what came of it. */
interface Step {
  readonly before: ProviderState;
  readonly input: ProviderInput;
  readonly state: ProviderState;
  readonly effects: readonly ProviderEffect[];
  /** What OpenFeature's SDK shows to the application after it. */
  readonly sdk: SdkStatus;
  /** What a provider should be, reckoned from the inputs alone. */
  readonly truth: Truth;
}

type SdkStatus = 'NOT_READY' | 'RECONCILING' | 'READY' | 'STALE' | 'ERROR' | 'FATAL';

interface Truth {
  readonly open: boolean;
  /** Whether a promise is owed to the SDK. */
  readonly owed: boolean;
  readonly serving: boolean;
  readonly failures: number;
  /** Whether what is served has become doubtful since the last success. */
  readonly stale: boolean;
  /** Whether a credential was refused while there was nothing to serve. */
  readonly refused: boolean;
}

const NOTHING: Truth = { open: false, owed: false, serving: false, failures: 0, stale: false, refused: false };

const anyInput: fc.Arbitrary<ProviderInput> = fc.oneof(
  fc.constantFrom<ProviderInput>(
    { type: 'started' },
    { type: 'restored' },
    { type: 'refreshed' },
    { type: 'closed' },
    { type: 'context-replaced' },
    { type: 'context-awaited' },
  ),
  // Long runs of failures matter, so they come often.
  ...[1, 2].map(() =>
    fc
      .constantFrom('failed' as const, 'failed' as const, 'forbidden' as const, 'unauthorized' as const)
      .map((cause): ProviderInput => ({ type: 'refresh-failed', cause })),
  ),
);

const AS_THE_SDK_SAYS: Readonly<Record<ProviderState['status'], SdkStatus>> = {
  'not-ready': 'NOT_READY',
  reconciling: 'RECONCILING',
  ready: 'READY',
  stale: 'STALE',
  error: 'ERROR',
  fatal: 'FATAL',
};

/** OpenFeature's SDK as it is: it believes promises and events, and writes READY after each synchronous change of context. */
function sdkAfter(
  before: SdkStatus,
  input: ProviderInput,
  effects: readonly ProviderEffect[],
  state: ProviderState,
): SdkStatus {
  let status = before;
  if (input.type === 'started') status = 'NOT_READY';
  if (input.type === 'context-awaited' && state.open) status = 'RECONCILING';
  if (input.type === 'context-replaced' && state.open && !state.pending) status = 'READY';
  for (const effect of effects) {
    if (effect === 'settle-closed') continue;
    if (effect === 'repeat-status') status = AS_THE_SDK_SAYS[state.status];
    else status = effect.slice(effect.indexOf('-') + 1).toUpperCase() as SdkStatus;
  }
  return status;
}

function truthAfter(before: Truth, input: ProviderInput): Truth {
  if (input.type === 'started') return { ...NOTHING, open: true, owed: true };
  if (!before.open) return before;
  switch (input.type) {
    case 'closed':
      return NOTHING;
    case 'restored':
      return before.serving ? before : { ...before, owed: false, serving: true, stale: false, refused: false };
    case 'refreshed':
      return { ...NOTHING, open: true, serving: true };
    case 'context-replaced':
      return before;
    case 'context-awaited':
      return { ...NOTHING, open: true, owed: true };
    case 'refresh-failed': {
      const failures = before.failures + 1;
      if (!before.serving) {
        return { ...before, owed: false, failures, refused: before.refused || input.cause !== 'failed' };
      }
      return { ...before, failures, stale: before.stale || input.cause === 'unauthorized' || failures > 2 };
    }
  }
}

function play(machine: Machine, inputs: readonly ProviderInput[], check: (step: Step) => void): void {
  let state = CLOSED;
  let truth = NOTHING;
  let sdk: SdkStatus = 'NOT_READY';
  for (const input of inputs) {
    const before = state;
    const step = machine(state, input);
    state = step.state;
    truth = truthAfter(truth, input);
    sdk = sdkAfter(sdk, input, step.effects, state);
    check({ before, input, state, effects: step.effects, sdk, truth });
  }
}

function always(says: string, check: (step: Step) => void): Invariant {
  return {
    says,
    check: (machine) =>
      fc.assert(
        fc.property(fc.array(anyInput, { maxLength: 40 }), (inputs) => play(machine, inputs, check)),
        { numRuns: 1_500, seed: 20_261_125 },
      ),
  };
}

const isEvent = (effect: ProviderEffect): boolean => effect.startsWith('emit-');
const isSettlement = (effect: ProviderEffect): boolean => effect.startsWith('settle-');

/** Everything that the state machine of a provider is held to. */
export const INVARIANTS: readonly Invariant[] = [
  always('keeps the SDK’s status equal to its own', ({ state, sdk }) => {
    if (state.open) expect(sdk).toBe(AS_THE_SDK_SAYS[state.status]);
  }),
  always('is open from a start to a close', ({ state, truth }) => {
    expect(state.open).toBe(truth.open);
  }),
  always('serves as soon as there is something to serve, and not before', ({ state, truth }) => {
    expect(state.serving).toBe(truth.serving);
  }),
  always('awaits exactly while the SDK has a promise that nothing has decided', ({ state, truth }) => {
    expect(state.pending).toBe(truth.owed);
  }),
  always('counts the failures in a row', ({ state, truth }) => {
    expect(state.failures).toBe(truth.failures);
  }),
  always(
    'is stale at the third failure in a row, at once when the key is refused, and fresh after a success',
    ({ state, truth }) => {
      if (truth.serving) expect(state.status).toBe(truth.stale ? 'stale' : 'ready');
    },
  ),
  always('is fatal once a credential was refused with nothing to serve, else an error', ({ state, truth }) => {
    if (truth.open && !truth.serving && !truth.owed) expect(state.status).toBe(truth.refused ? 'fatal' : 'error');
  }),
  always('settles each promise of the SDK exactly once', ({ before, input, effects, state }) => {
    const isNew = input.type === 'started' || (input.type === 'context-awaited' && before.open);
    const owed = (before.pending ? 1 : 0) + (isNew ? 1 : 0) - effects.filter(isSettlement).length;
    expect(owed).toBe(state.pending ? 1 : 0);
  }),
  always(
    'rejects a promise that a close or a newer one overtakes, and no other in that way',
    ({ before, input, effects }) => {
      const isOvertaken = before.pending && ['started', 'closed', 'context-awaited'].includes(input.type);
      expect(effects.includes('settle-closed')).toBe(isOvertaken);
    },
  ),
  always(
    'emits nothing while the SDK awaits a promise, nothing when it is closed, and one event at most',
    ({ before, state, effects }) => {
      const events = effects.filter(isEvent);
      if (before.pending || !state.open) expect(events).toEqual([]);
      expect(events.length).toBeLessThanOrEqual(1);
    },
  ),
  always('says only what is new', ({ before, state, effects }) => {
    if (effects.some(isEvent)) expect(state.status).not.toBe(before.status);
  }),
  always('repeats its status where the SDK has overwritten it, and nowhere else', ({ before, input, effects }) => {
    const isOverwritten = input.type === 'context-replaced' && ['stale', 'error', 'fatal'].includes(before.status);
    expect(effects.includes('repeat-status')).toBe(isOverwritten);
  }),
  always('is as new after it was closed', ({ input, state }) => {
    if (input.type === 'closed') expect(state).toEqual(CLOSED);
  }),
];
