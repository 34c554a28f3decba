import type { FlagSet } from '../flag-set.ts';
import { type Answer, messageAnswer } from '../http/answer.ts';
import { apiKeyOf } from '../http/credentials.ts';
import type { RelayRequest } from '../http/relay-request.ts';
import type { RelayState } from './relay-state.ts';

/** Answers from the flag set of the request's key, or with the relay proxy's refusal where there is none. */
export function withFlagSet<Result>(
  request: RelayRequest,
  state: RelayState,
  answer: (flagSet: FlagSet) => Result,
): Result | Answer {
  const selected = state.flagSets.select(apiKeyOf(request));
  if (selected.kind === 'none') return messageAnswer(400, `error while getting flagset: ${selected.reason}`);
  return answer(selected.flagSet);
}
