import { encodeGoJson } from '@goff-web/internal';
import { type Answer, jsonAnswer, structAnswer } from '../http/answer.ts';
import type { RelayRequest } from '../http/relay-request.ts';
import type { RelayState } from './relay-state.ts';

/** `GET /health` */
export function health(): Answer {
  return structAnswer(200, [['initialized', true]]);
}

/** `GET /info`: when flags were last read. */
export function info(_request: RelayRequest, { flagSets }: RelayState): Answer {
  const dates = flagSets.all.map((flagSet) => [flagSet.name, new Date(flagSet.refreshedAtMs).toISOString()] as const);
  const latest =
    dates
      .map(([, date]) => date)
      .sort()
      .at(-1) ?? '';
  const sets = flagSets.areConfigured ? `,"flagsets":${encodeGoJson(Object.fromEntries(dates))}` : '';
  return jsonAnswer(200, `{"cacheRefresh":${encodeGoJson(latest)}${sets}}`);
}
