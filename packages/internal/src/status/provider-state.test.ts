import { describe, expect, it } from 'vitest';
import { nextState } from './provider-state.ts';
import { INVARIANTS } from './testing/provider-invariants.ts';

describe('whatever happens in whatever order, the state machine', () => {
  it.each(INVARIANTS)('$says', ({ check }) => {
    expect(() => check(nextState)).not.toThrow();
  });
});
