/** Statuses below 500 after which the same request may yet succeed. */
const PASSING: ReadonlySet<number> = new Set([408, 425, 429]);

/** Whether the same request can succeed later without a change by a developer: faults of the server pass, faults of the request stay. */
export function isRecoverableStatus(status: number): boolean {
  return status >= 500 || PASSING.has(status);
}
