import fc from 'fast-check';
import { expect, it } from 'vitest';
import { CLOSED, nextState, type ProviderEffect, type ProviderInput, type ProviderState } from './provider-state.ts';

const anyInput: fc.Arbitrary<ProviderInput> = fc.oneof(
  fc.constantFrom<ProviderInput>(
    { type: 'started' },
    { type: 'restored' },
    { type: 'refreshed' },
    { type: 'closed' },
    { type: 'context-replaced' },
    { type: 'context-awaited' },
  ),
  fc
    .constantFrom('failed' as const, 'forbidden' as const, 'unauthorized' as const)
    .map((cause): ProviderInput => ({ type: 'refresh-failed', cause })),
);

type SdkStatus = 'NOT_READY' | 'RECONCILING' | 'READY' | 'STALE' | 'ERROR' | 'FATAL';

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

function play(inputs: readonly ProviderInput[], check: (step: Played) => void): void {
  let state = CLOSED;
  let sdk: SdkStatus = 'NOT_READY';
  for (const input of inputs) {
    const before = state;
    const step = nextState(state, input);
    state = step.state;
    sdk = sdkAfter(sdk, input, step.effects, state);
    check({ before, input, state, effects: step.effects, sdk });
  }
}

interface Played {
  readonly before: ProviderState;
  readonly input: ProviderInput;
  readonly state: ProviderState;
  readonly effects: readonly ProviderEffect[];
  readonly sdk: SdkStatus;
}

function always(check: (step: Played) => void): void {
  fc.assert(
    fc.property(fc.array(anyInput, { maxLength: 40 }), (inputs) => play(inputs, check)),
    { numRuns: 2_000 },
  );
}

it('keeps the SDK’s status equal to its own, whatever happens in whatever order', () => {
  always(({ state, sdk }) => {
    if (state.open) expect(sdk).toBe(AS_THE_SDK_SAYS[state.status]);
  });
});

it('serves exactly when it is ready or stale', () => {
  always(({ state }) => {
    expect(state.serving).toBe(state.status === 'ready' || state.status === 'stale');
  });
});

it('awaits exactly when it is not ready yet or reconciling', () => {
  always(({ state }) => {
    expect(state.pending).toBe(state.open && (state.status === 'not-ready' || state.status === 'reconciling'));
  });
});

it('settles each promise of the SDK exactly once', () => {
  let awaited = 0;
  always(({ before, input, effects, state }) => {
    if (before === CLOSED && !state.open) awaited = 0;
    const settled = effects.filter((effect) => effect.startsWith('settle-')).length;
    const opened = input.type === 'started' || (input.type === 'context-awaited' && before.open) ? 1 : 0;
    awaited = (before.pending ? 1 : 0) + opened - settled;
    expect(awaited).toBe(state.pending ? 1 : 0);
  });
});

it('emits nothing while the SDK awaits a promise, and nothing when it is closed', () => {
  always(({ before, state, effects }) => {
    const emitted = effects.filter((effect) => effect.startsWith('emit-'));
    if (before.pending || !state.open) expect(emitted).toEqual([]);
    expect(emitted.length).toBeLessThanOrEqual(1);
  });
});

it('says only what is new', () => {
  always(({ before, state, effects }) => {
    if (effects.some((effect) => effect.startsWith('emit-'))) expect(state.status).not.toBe(before.status);
  });
});

it('calls what it serves stale at the third failure in a row, at once when the key is refused, and fresh only after a success', () => {
  let failures = 0;
  always(({ before, input, state }) => {
    if (
      before === CLOSED ||
      input.type === 'started' ||
      input.type === 'context-awaited' ||
      input.type === 'refreshed'
    ) {
      failures = 0;
    }
    if (before.open && input.type === 'refresh-failed') failures += 1;
    if (state.serving && input.type === 'refreshed') expect(state.status).toBe('ready');
    if (before.serving && input.type === 'refresh-failed') {
      const isStale = failures >= 3 || input.cause === 'unauthorized' || before.status === 'stale';
      expect(state.status).toBe(isStale ? 'stale' : 'ready');
    }
    if (before.status === 'stale' && state.serving && input.type !== 'refreshed') expect(state.status).toBe('stale');
  });
});

it('is fatal only when a credential was refused with nothing to serve, and stays so until something is served', () => {
  always(({ before, input, state }) => {
    if (!before.open || before.serving || input.type !== 'refresh-failed') return;
    const refused = input.cause !== 'failed' || before.status === 'fatal';
    expect(state.status).toBe(refused ? 'fatal' : 'error');
  });
});

it('is as new after it was closed', () => {
  always(({ input, state }) => {
    if (input.type === 'closed') expect(state).toEqual(CLOSED);
  });
});
