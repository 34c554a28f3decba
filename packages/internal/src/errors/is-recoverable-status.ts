/** Statuses below 500 after which the same request may yet succeed. */
const WORTH_RETRYING: ReadonlySet<number> = new Set([408, 425, 429]);

/**
 * Whether the same request can succeed later without a change by a developer: yes for faults of the network and of the server, for
 * successes whose body was unusable, and where there was no answer at all; no for what the server says is wrong with the request.
 */
export function isRecoverableStatus(status: number | undefined): boolean {
  return status === undefined || status < 400 || status >= 500 || WORTH_RETRYING.has(status);
}
