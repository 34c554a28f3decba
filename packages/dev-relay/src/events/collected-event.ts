import type { JsonObject, JsonValue } from '../json/json-value.ts';

/** An evaluation that was reported to the data collector, or made by the relay itself (`source` is `SERVER`). */
export interface FeatureEvent {
  /** `feature`, or whatever was sent that is not `tracking`. */
  readonly kind: string;
  readonly contextKind?: string;
  readonly userKey: string;
  /** Unix time in seconds. */
  readonly creationDate: number;
  readonly key: string;
  readonly variation: string;
  readonly value: JsonValue;
  /** Whether the evaluation failed and the caller's default was used. */
  readonly default: boolean;
  readonly version: string;
  readonly source: string;
  readonly metadata?: JsonObject;
}

/** A call of `track()` that was reported to the data collector. */
export interface TrackingEvent {
  readonly kind: 'tracking';
  readonly contextKind?: string;
  readonly userKey: string;
  /** Unix time in seconds. */
  readonly creationDate: number;
  readonly key: string;
  readonly evaluationContext: JsonObject | null;
  readonly trackingEventDetails: JsonObject | null;
}

/** What the relay proxy would hand to its exporters. */
export type CollectedEvent = FeatureEvent | TrackingEvent;
