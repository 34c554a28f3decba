import { type OfrepAnswer, type OfrepEvaluator, ofrepBulk, ofrepSingle } from '@goff-web/internal/ofrep-answers';
import { serverEvent } from '../events/server-event.ts';
import type { FlagSet } from '../flag-set.ts';
import type { Answer } from '../http/answer.ts';
import { pathKey } from '../http/path-key.ts';
import type { RelayRequest } from '../http/relay-request.ts';
import type { RelayState } from './relay-state.ts';
import { withFlagSet } from './with-flag-set.ts';

/** Where the flag key of a single evaluation begins. */
export const OFREP_SINGLE = '/ofrep/v1/evaluate/flags/';

/** Reads requests, evaluates nothing: the relay proxy looks at the context before it looks for a flag set. */
const NO_FLAGS: OfrepEvaluator = { setContext: () => undefined, evaluate: () => undefined };

/** `POST /ofrep/v1/evaluate/flags`: every flag for one context. */
export function ofrepBulkEvaluation(request: RelayRequest, state: RelayState): Answer {
  const asked = ofrepRequest(request);
  const checked = ofrepBulk(NO_FLAGS, [], asked);
  if (checked.status === 400) return toAnswer(checked);
  return withFlagSet(request, state, ({ evaluator, flags }) =>
    toAnswer(ofrepBulk(evaluator, Object.keys(flags), asked)),
  );
}

/** `POST /ofrep/v1/evaluate/flags/{key}`: one flag for one context, recorded as an evaluation of the server's own. */
export function ofrepSingleEvaluation(request: RelayRequest, state: RelayState): Answer {
  const flagKey = pathKey(request.path.slice(OFREP_SINGLE.length));
  const asked = ofrepRequest(request);
  const checked = ofrepSingle(NO_FLAGS, flagKey, asked);
  if (checked.status === 400) return toAnswer(checked);
  return withFlagSet(request, state, (flagSet) => toAnswer(ofrepSingle(recorded(flagSet, state), flagKey, asked)));
}

/** The flag set's evaluator, whose answers are kept as events where the flag is tracked. */
function recorded({ evaluator, name }: FlagSet, state: RelayState): OfrepEvaluator {
  let context: { readonly [attribute: string]: unknown } = {};
  return {
    setContext: (next) => {
      context = next;
      evaluator.setContext(next);
    },
    evaluate: (flagKey) => {
      const evaluation = evaluator.evaluate(flagKey);
      if (evaluation?.trackEvents !== false) {
        state.events.add(name, serverEvent(flagKey, context, evaluation, state.now()));
      }
      return evaluation;
    },
  };
}

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
