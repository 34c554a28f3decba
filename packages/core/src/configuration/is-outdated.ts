import type { HeldConfiguration } from './held-configuration.ts';

/** So long an answer that dates itself before what is held is taken for that of a replica that lags behind. */
const OUTDATED_FOR_MS = 300_000;

/** Whether an answer of that date is older than what is held. Clocks differ between replicas: one that insists is believed in the end. */
export function isOutdated(
  lastModifiedMs: number | undefined,
  held: HeldConfiguration | undefined,
  nowMs: number,
): boolean {
  const isBefore = lastModifiedMs !== undefined && lastModifiedMs < (held?.lastModifiedMs ?? 0);
  return isBefore && Math.abs(nowMs - (held?.confirmedAtMs ?? 0)) < OUTDATED_FOR_MS;
}
