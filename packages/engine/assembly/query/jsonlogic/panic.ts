import { fail, Fault, MAX_CALLS } from '../../memory/fault';

/**
 * The reference's JSONLogic panics wherever a value has not the type it expects, and the rule then does not match. Here the panic is a flag:
 * once it is set, nothing that is still computed counts, and loops end.
 *
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/modules/core/v0.7.2/modules/core/flag/rule.go (evaluateRule, which recovers)
 * @see https://github.com/diegoholiveira/jsonlogic/blob/v3.10.1/jsonlogic.go
 */
export let panicked: bool = false;

let calls: i32 = 0;

export function beginLogic(): void {
  panicked = false;
  calls = 0;
}

/** For the reader: `return panic()` where the reference would. */
export function panic(): usize {
  panicked = true;
  return 0;
}

/** One call deeper; false when rules and data nest too deep, or call each other without end. */
export function enterCall(): bool {
  if (++calls <= MAX_CALLS) return true;
  fail(Fault.TOO_DEEP);
  panicked = true;
  return false;
}

export function leaveCall(): void {
  calls--;
}
