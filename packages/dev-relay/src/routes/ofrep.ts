import { type OfrepAnswer, ofrepBulk, ofrepSingle } from '@goff-web/internal/ofrep-answers';
import type { FlagSet } from '../flag-set.ts';
import type { Answer } from '../http/answer.ts';
import { pathKey } from '../http/path-key.ts';
import type { RelayRequest } from '../http/relay-request.ts';
import { isJsonObject } from '../json/json-value.ts';
import type { RelayState } from './relay-state.ts';
import { withFlagSet } from './with-flag-set.ts';

/** Where the flag key of a single evaluation begins. */
export const OFREP_SINGLE = '/ofrep/v1/evaluate/flags/';

/** `POST /ofrep/v1/evaluate/flags`: every flag for one context. */
export function ofrepBulkEvaluation(request: RelayRequest, state: RelayState): Answer {
  // The relay proxy reads the context before it looks for a flag set, so a bad body is reported first.
  const withoutFlags = ofrepBulk(EMPTY, [], ofrepRequest(request));
  if (withoutFlags.status === 400) return toAnswer(withoutFlags);
  return withFlagSet(request, state, (flagSet) =>
    toAnswer(ofrepBulk(flagSet.evaluator, Object.keys(flagSet.flags), ofrepRequest(request))),
  );
}

/** `POST /ofrep/v1/evaluate/flags/{key}`: one flag for one context; recorded as an evaluation of the server's own. */
export function ofrepSingleEvaluation(request: RelayRequest, state: RelayState): Answer {
  const flagKey = pathKey(request.path.slice(OFREP_SINGLE.length));
  if (ofrepBulk(EMPTY, [], ofrepRequest(request)).status === 400) {
    return toAnswer(ofrepSingle(EMPTY, flagKey, ofrepRequest(request)));
  }
  return withFlagSet(request, state, (flagSet) => {
    const answer = ofrepSingle(flagSet.evaluator, flagKey, ofrepRequest(request));
    record(flagSet, flagKey, request, state);
    return toAnswer(answer);
  });
}

const EMPTY = { setContext: () => undefined, evaluate: () => undefined };

function ofrepRequest(request: RelayRequest): Parameters<typeof ofrepBulk>[2] {
  return {
    body: request.body,
    contentType: request.headers['content-type'],
    ifNoneMatch: request.headers['if-none-match'],
  };
}

function toAnswer({ status, headers, body }: OfrepAnswer): Answer {
  return { status, headers, body: body ?? '' };
}

/** The evaluator still holds the request's context. */
function record(flagSet: FlagSet, flagKey: string, request: RelayRequest, state: RelayState): void {
  const evaluation = flagSet.evaluator.evaluate(flagKey);
  if (evaluation?.trackEvents === false) return;
  const { context } = JSON.parse(request.body) as { context?: unknown };
  const attributes = isJsonObject(context) ? context : {};
  const targetingKey = attributes['targetingKey'];
  state.events.add(flagSet.name, {
    kind: 'feature',
    contextKind: attributes['anonymous'] === true ? 'anonymousUser' : 'user',
    userKey: typeof targetingKey === 'string' ? targetingKey : '',
    creationDate: Math.floor(state.now() / 1000),
    key: flagKey,
    variation: evaluation?.variation ?? 'SdkDefault',
    value: evaluation?.value ?? null,
    default: evaluation === undefined || evaluation.errorCode !== '',
    version: evaluation?.version ?? '',
    source: 'SERVER',
  });
}
