import { entityTagOf, matchesEntityTag } from '../digest/entity-tag.ts';
import { compareUtf8, encodeGoJson, type Json } from '../json/go-json.ts';
import { missingKeyDetails } from './missing-key-details.ts';
import { type OfrepRequest, readOfrepContext } from './ofrep-request.ts';

/** What an evaluator says about one flag; `@goff-web/engine`'s `Evaluation` is one. */
export interface OfrepEvaluation {
  readonly value: unknown;
  readonly variation: string;
  readonly reason: string;
  readonly errorCode: string;
  readonly errorDetails: string;
  readonly cacheable: boolean;
  readonly metadata: { readonly [key: string]: unknown } | undefined;
}

/** The evaluator that answers; `@goff-web/engine`'s `Evaluator` is one. Its context is replaced by each request. */
export interface OfrepEvaluator {
  setContext(context: { readonly [attribute: string]: unknown }): void;
  evaluate(flagKey: string): OfrepEvaluation | undefined;
}

/** A whole HTTP answer. A 304 has neither body nor content type. */
export interface OfrepAnswer {
  readonly status: 200 | 304 | 400 | 404;
  readonly headers: { readonly [name: string]: string };
  readonly body: Uint8Array<ArrayBuffer> | null;
}

/**
 * Answers `POST /ofrep/v1/evaluate/flags`: all of `flagKeys`, or those of the context's `gofeatureflag.flagList`, sorted.
 */
export function ofrepBulk(evaluator: OfrepEvaluator, flagKeys: Iterable<string>, request: OfrepRequest): OfrepAnswer {
  const read = readOfrepContext(request);
  if (read.kind === 'invalid') {
    return json(400, fields(['errorCode', 'INVALID_CONTEXT'], ['errorDetails', read.errorDetails]));
  }
  evaluator.setContext(read.context);
  const wanted = new Set(wantedKeys(read.context) ?? flagKeys);
  const entries: string[] = [];
  for (const flagKey of [...wanted].sort(compareUtf8)) {
    const evaluation = evaluator.evaluate(flagKey);
    if (evaluation !== undefined) entries.push(encodeGoJson(bulkEntry(flagKey, evaluation)));
  }
  const answer = json(200, `{"flags":[${entries.join(',')}]}`);
  const entityTag = answer.body === null ? '' : entityTagOf(answer.body);
  if (matchesEntityTag(request.ifNoneMatch, entityTag))
    return { status: 304, headers: { ETag: entityTag }, body: null };
  return { ...answer, headers: { ...answer.headers, ETag: entityTag } };
}

/** Answers `POST /ofrep/v1/evaluate/flags/{flagKey}`; the key is handed over decoded. */
export function ofrepSingle(evaluator: OfrepEvaluator, flagKey: string, request: OfrepRequest): OfrepAnswer {
  const read = readOfrepContext(request);
  if (read.kind === 'invalid') return refusal(400, 'INVALID_CONTEXT', read.errorDetails, flagKey);
  evaluator.setContext(read.context);
  const evaluation = evaluator.evaluate(flagKey);
  const failure = `Error while evaluating the flag: ${flagKey}`;
  if (evaluation === undefined) return refusal(404, 'FLAG_NOT_FOUND', failure, flagKey);
  if (evaluation.errorCode !== '') return refusal(400, evaluation.errorCode, failure, flagKey);
  const metadata = evaluation.cacheable
    ? { ...evaluation.metadata, gofeatureflag_cacheable: true }
    : evaluation.metadata;
  return json(200, entry(flagKey, evaluation.value, evaluation.reason, evaluation.variation, metadata));
}

type Fields = ReadonlyMap<string, Json | undefined>;

/**
 * Disabled and failed flags lose their variation in a bulk answer, and a value that is `null` counts as one of the wrong type.
 *
 * @see {@link https://github.com/thomaspoignant/go-feature-flag/blob/v1.55.2/internal/flagstate/flag_state.go | FromFlagEvaluation}
 */
function bulkEntry(flagKey: string, evaluation: OfrepEvaluation): Fields {
  const { value, reason, variation, metadata } = evaluation;
  if (evaluation.errorCode !== '')
    return failedEntry(flagKey, '', evaluation.errorCode, bulkDetails(evaluation), metadata);
  if (reason === 'DISABLED') return entry(flagKey, null, reason, '', metadata);
  if (value === undefined || value === null) return failedEntry(flagKey, 'SdkDefault', 'TYPE_MISMATCH', '', metadata);
  return entry(flagKey, value, reason, variation, metadata);
}

function bulkDetails(evaluation: OfrepEvaluation): string {
  const { errorCode, errorDetails } = evaluation;
  return errorCode === 'TARGETING_KEY_MISSING' ? missingKeyDetails(errorDetails) : errorDetails;
}

function entry(
  key: string,
  value: unknown,
  reason: string,
  variant: string,
  metadata: OfrepEvaluation['metadata'],
): Fields {
  return new Map<string, Json | undefined>([
    ['key', key],
    ['value', toJson(value)],
    ['reason', reason],
    ['variant', variant],
    ['metadata', isEmpty(metadata) ? undefined : toJson(metadata)],
  ]);
}

function failedEntry(
  key: string,
  variant: string,
  errorCode: string,
  errorDetails: string,
  metadata: OfrepEvaluation['metadata'],
): Fields {
  const failed = new Map(entry(key, null, 'ERROR', variant, metadata));
  failed.set('errorCode', errorCode);
  if (errorDetails !== '') failed.set('errorDetails', errorDetails);
  return failed;
}

function refusal(status: 400 | 404, errorCode: string, errorDetails: string, key: string): OfrepAnswer {
  return json(status, fields(['errorCode', errorCode], ['errorDetails', errorDetails], ['key', key]));
}

function fields(...members: readonly (readonly [string, string])[]): Fields {
  return new Map(members);
}

function json(status: 200 | 400 | 404, body: Fields | string): OfrepAnswer {
  const text = typeof body === 'string' ? body : encodeGoJson(body);
  return { status, headers: { 'Content-Type': 'application/json' }, body: new TextEncoder().encode(`${text}\n`) };
}

function wantedKeys(context: { readonly [attribute: string]: unknown }): readonly string[] | undefined {
  const reserved = context['gofeatureflag'];
  if (typeof reserved !== 'object' || reserved === null || !('flagList' in reserved)) return undefined;
  const { flagList } = reserved;
  if (!Array.isArray(flagList)) return undefined;
  const keys = flagList.filter((key): key is string => typeof key === 'string');
  return keys.length === 0 ? undefined : keys;
}

function isEmpty(metadata: OfrepEvaluation['metadata']): boolean {
  return metadata === undefined || Object.keys(metadata).length === 0;
}

/** Values come from parsed JSON; the evaluator's port leaves their type open so that any evaluator fits. */
function toJson(value: unknown): Json {
  return (value ?? null) as Json;
}
