import type { EventRecord } from './event-record.ts';
import type { ExporterMetadata } from './exporter-metadata.ts';

/** Where a consumer finds the id by which it can drop an event that arrived twice: in `metadata`, or in `trackingEventDetails`. */
const ID = 'goffEventId';

/** Writes records as the collector takes them: as JSON texts. One that JSON cannot hold is left out. */
export type EncodeEvents = (records: readonly EventRecord[]) => string[];

/**
 * Makes an {@link EncodeEvents}. Each event is given an id: `pageId`, which no two pages share, and a number.
 *
 * The relay proxy lays a batch's `meta` over the `metadata` of its events, which would take the ids away; a batch without `meta` leaves
 * each event its own. What its exporters write is the same.
 */
export function createEventsEncoder(
  pageId: string,
  source: 'INPROCESS' | 'PROVIDER_CACHE',
  metadata: ExporterMetadata,
): EncodeEvents {
  let count = 0;

  function encode(record: EventRecord): string {
    record.number ??= count += 1;
    const id = { [ID]: `${pageId}-${record.number.toString(36)}` };
    const { atMs, key, kind, userKey } = record;
    const contextKind = record.isAnonymous ? 'anonymousUser' : 'user';
    const common = { kind, contextKind, userKey, creationDate: Math.trunc(atMs / 1_000), key };
    if (record.kind === 'tracking') {
      const { context: evaluationContext, details } = record;
      return JSON.stringify({ ...common, evaluationContext, trackingEventDetails: { ...(details as object), ...id } });
    }
    const { isFailed, value, variation, version } = record;
    return JSON.stringify({
      ...common,
      variation,
      value,
      default: isFailed,
      version: version === '' ? undefined : version,
      source,
      metadata: { ...metadata, ...id },
    });
  }

  return (records) =>
    records.flatMap((record) => {
      try {
        return encode(record);
      } catch {
        return [];
      }
    });
}
