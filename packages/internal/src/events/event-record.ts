/** Who and what an event is about, and when. */
interface RecordBase {
  /** Unix time in milliseconds. */
  readonly atMs: number;
  readonly userKey: string;
  readonly isAnonymous: boolean;
  /** Of the flag, or the event's name. */
  readonly key: string;
  /** Given when it is first written down: sent again, it is known by the same. */
  number?: number;
}

/** One evaluation, as it waits to be written down. */
export interface ExposureRecord extends RecordBase {
  readonly kind: 'feature';
  readonly variation: string;
  /** A primitive, or JSON that nobody writes to. */
  readonly value: unknown;
  /** Whether the application got its default because the evaluation failed. */
  readonly isFailed: boolean;
  /** Empty where the flag has none. */
  readonly version: string;
}

/** One call of `track`, as it waits to be written down. What it holds are copies, but nobody has looked whether JSON can hold them. */
export interface TrackedRecord extends RecordBase {
  readonly kind: 'tracking';
  readonly context: unknown;
  readonly details: unknown;
}

/** Anything that goes to the relay proxy's collector. */
export type EventRecord = ExposureRecord | TrackedRecord;
