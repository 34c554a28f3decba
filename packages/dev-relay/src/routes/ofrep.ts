import { answerOfrep, type OfrepEvaluator, type OfrepFlags } from '@goff-web/internal/ofrep-answers';
import { serverEvent } from '../events/server-event.ts';
import type { FlagSet } from '../flag-set.ts';
import { type Answer, messageAnswer } from '../http/answer.ts';
import type { RelayRequest } from '../http/relay-request.ts';
import type { RelayState } from './relay-state.ts';
import { withFlagSet } from './with-flag-set.ts';

/** `POST /ofrep/v1/evaluate/flags` and `POST /ofrep/v1/evaluate/flags/{key}`; a single one is recorded as an evaluation of the server's own. */
export function ofrepEvaluation(request: RelayRequest, state: RelayState): Answer {
  const asked = {
    body: request.body,
    contentType: request.headers['content-type'],
    ifNoneMatch: request.headers['if-none-match'],
  };
  const answer = answerOfrep<Answer>(request.path, asked, (operation) =>
    withFlagSet<OfrepFlags | Answer>(request, state, (flagSet) => ({
      evaluator: operation === 'single' ? recorded(flagSet, state) : flagSet.evaluator,
      flagKeys: Object.keys(flagSet.flags),
    })),
  );
  return answer === undefined ? messageAnswer(404, 'Not Found') : { ...answer, body: answer.body ?? '' };
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
        state.events.add({ flagSet: name, event: serverEvent(flagKey, context, evaluation, state.now()) });
      }
      return evaluation;
    },
  };
}
