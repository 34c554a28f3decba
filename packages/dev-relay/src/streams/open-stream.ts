import type { FlagSets } from '../flag-sets.ts';
import { type Answer, messageAnswer } from '../http/answer.ts';
import type { Credentials } from '../http/credentials.ts';
import type { RelayRequest } from '../http/relay-request.ts';

/** Which flag set an event stream follows, or the answer that refuses it. */
export type StreamAdmission =
  | { readonly kind: 'open'; readonly flagSet: string }
  | { readonly kind: 'refused'; readonly answer: Answer };

/** Checks the key in the query, the only place where a browser's stream can carry one. */
export function admitEventSource(request: RelayRequest, credentials: Credentials, flagSets: FlagSets): StreamAdmission {
  const refusal = credentials.refusal(request, 'stream');
  if (refusal !== undefined) return { kind: 'refused', answer: messageAnswer(401, refusal) };
  const apiKey = request.query.get('apiKey') ?? '';
  const selected = flagSets.select(apiKey);
  if (selected.kind === 'found') return { kind: 'open', flagSet: selected.flagSet.name };
  const reason = apiKey === '' ? 'apiKey is required when using flagsets' : 'no flag set associated to the API key';
  return { kind: 'refused', answer: messageAnswer(400, reason) };
}

/** What a WebSocket path answers to a request that does not ask for one. */
export const NOT_A_HANDSHAKE: Answer = {
  status: 400,
  headers: {
    'Content-Type': 'text/plain; charset=utf-8',
    'Sec-Websocket-Version': '13',
    'X-Content-Type-Options': 'nosniff',
  },
  body: 'Bad Request\n',
};
