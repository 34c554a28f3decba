import { isJsonObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import type { CollectedEvent, FeatureEvent, TrackingEvent } from './collected-event.ts';

/** The last second that is not taken for milliseconds. */
const LAST_SECOND = 9_999_999_999;

/**
 * Reads one event as the relay proxy does: what is absent or `null` gets its zero value, `undefined` where a member has the wrong type (the
 * relay proxy drops such an event and still counts it).
 */
export function readEvent(event: JsonObject, meta: JsonObject | undefined): CollectedEvent | undefined {
  return event['kind'] === 'tracking' ? readTracking(event) : readFeature(event, meta);
}

function readFeature(event: JsonObject, meta: JsonObject | undefined): FeatureEvent | undefined {
  const common = readCommon(event);
  const variation = textAt(event, 'variation');
  const version = textAt(event, 'version');
  const source = textAt(event, 'source');
  const failed = event['default'] ?? false;
  const kind = textAt(event, 'kind');
  const metadata = meta ?? objectAt(event, 'metadata');
  if (common === undefined || variation === undefined || version === undefined) return undefined;
  if (source === undefined || kind === undefined || metadata === undefined || typeof failed !== 'boolean') {
    return undefined;
  }
  return {
    kind,
    ...common,
    variation,
    value: event['value'] ?? null,
    default: failed,
    version,
    source: source === '' ? 'PROVIDER_CACHE' : source,
    ...(metadata === null || Object.keys(metadata).length === 0 ? {} : { metadata }),
  };
}

function readTracking(event: JsonObject): TrackingEvent | undefined {
  const common = readCommon(event);
  const evaluationContext = objectAt(event, 'evaluationContext');
  const trackingEventDetails = objectAt(event, 'trackingEventDetails');
  if (common === undefined || evaluationContext === undefined || trackingEventDetails === undefined) return undefined;
  return { kind: 'tracking', ...common, evaluationContext, trackingEventDetails };
}

function readCommon(
  event: JsonObject,
): Pick<FeatureEvent, 'contextKind' | 'userKey' | 'creationDate' | 'key'> | undefined {
  const contextKind = textAt(event, 'contextKind');
  const userKey = textAt(event, 'userKey');
  const key = textAt(event, 'key');
  const creationDate = event['creationDate'] ?? 0;
  if (contextKind === undefined || userKey === undefined || key === undefined || typeof creationDate !== 'number') {
    return undefined;
  }
  return {
    ...(contextKind === '' ? {} : { contextKind }),
    userKey,
    creationDate: toSeconds(Math.trunc(creationDate)),
    key,
  };
}

function toSeconds(date: number): number {
  return date > LAST_SECOND ? Number(String(date).slice(0, 10)) : date;
}

function textAt(event: JsonObject, member: string): string | undefined {
  const value: JsonValue = event[member] ?? '';
  return typeof value === 'string' ? value : undefined;
}

/** `null` where it is absent, `undefined` where it is something else. */
function objectAt(event: JsonObject, member: string): JsonObject | null | undefined {
  const value = event[member] ?? null;
  if (value === null) return null;
  return isJsonObject(value) ? value : undefined;
}
