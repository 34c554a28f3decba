import type { Logger } from '@openfeature/core';
import type { EventRecord, TrackedRecord } from '../event-record.ts';
import { copyDetails } from './copy-details.ts';

/** A longer event than this, as JSON, is refused: a page could not send it while it closes. */
const LONGEST_EVENT = 60_000;

/** Lets evaluations pass, and of calls of `track` those that make an event; each of the others costs a warning. */
export function vetRecords(records: readonly EventRecord[], logger: Logger): readonly EventRecord[] {
  return records.flatMap((record) => (record.kind === 'tracking' ? (vetTracked(record, logger) ?? []) : record));
}

function vetTracked(record: TrackedRecord, logger: Logger): TrackedRecord | undefined {
  const warn = (why: string): undefined => logger.warn(`track(): ${why}`) as undefined;
  // Applications without types call it too.
  const { details, key }: { readonly details: unknown; readonly key: unknown } = record;
  if (typeof key !== 'string' || key === '') {
    return warn(`the event name must be a non-empty string, got ${describe(key)}; the event is not recorded.`);
  }
  const event = JSON.stringify(key.slice(0, 80));
  if (typeof (details ?? {}) !== 'object' || Array.isArray(details)) {
    return warn(`the details of ${event} must be an object, got ${describe(details)}; the event is not recorded.`);
  }
  const copied = copyDetails(details ?? {});
  const vetted = { ...record, details: copied.details, context: copyDetails(record.context ?? {}).details };
  const { length } = JSON.stringify(vetted);
  if (length > LONGEST_EVENT) {
    return warn(`${event} has ${length} characters as JSON, at most ${LONGEST_EVENT} go; the event is not recorded.`);
  }
  if (copied.lost.length > 0) {
    warn(`what JSON has no word for is left out of ${event}: ${copied.lost.join(', ')}.`);
  }
  return vetted;
}

function describe(value: unknown): string {
  return value === '' ? 'an empty one' : Array.isArray(value) ? 'an array' : `a value of type ${typeof value}`;
}
