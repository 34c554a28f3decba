import type { Evaluation } from '@goff-web/engine';
import { isJsonObject } from '../json/json-value.ts';
import type { FeatureEvent } from './collected-event.ts';

/**
 * The event that the relay proxy records about a single evaluation of its own; failed ones and unknown flags too.
 * @see https://github.com/thomaspoignant/go-feature-flag/blob/v1.55.2/exporter/feature_event.go `NewFeatureEvent`
 */
export function serverEvent(
  flagKey: string,
  context: { readonly [attribute: string]: unknown },
  evaluation: Evaluation | undefined,
  nowMs: number,
): FeatureEvent {
  const { anonymous, targetingKey, gofeatureflag } = context;
  const metadata = isJsonObject(gofeatureflag) ? gofeatureflag['exporterMetadata'] : undefined;
  return {
    kind: 'feature',
    contextKind: anonymous === true ? 'anonymousUser' : 'user',
    userKey: typeof targetingKey === 'string' ? targetingKey : '',
    creationDate: Math.floor(nowMs / 1000),
    key: flagKey,
    variation: evaluation?.variation ?? 'SdkDefault',
    value: evaluation?.value ?? null,
    default: evaluation === undefined || evaluation.errorCode !== '',
    version: evaluation?.version ?? '',
    source: 'SERVER',
    ...(isJsonObject(metadata) ? { metadata } : {}),
  };
}
