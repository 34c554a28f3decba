/**
 * What stopped the evaluation that is running. Nothing here traps: whoever runs out of levels or memory sets the fault and returns
 * nothing, loops end, and the answer becomes `PARSE_ERROR`.
 */
export enum Fault {
  NONE,
  /** More levels of nesting than {@link MAX_DEPTH}. */
  TOO_DEEP,
  /** The linear memory cannot grow any further. */
  NO_MEMORY,
}

/** Levels of nesting accepted in one input document, counted from its root. */
export const MAX_DEPTH: i32 = 192;

/** Levels of nesting accepted while a JSONLogic rule runs: data may be a rule in turn, so a rule can call itself without end. */
export const MAX_CALLS: i32 = 512;

export let fault: Fault = Fault.NONE;

export function fail(reason: Fault): void {
  if (fault == Fault.NONE) fault = reason;
}

/** Forgets the fault, and what was written through pointers of failed allocations (see `allocate`). */
export function clearFault(): void {
  if (fault == Fault.NONE) return;
  fault = Fault.NONE;
  memory.fill(0, 0, 64);
}
