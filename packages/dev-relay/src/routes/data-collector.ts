import { bindBody, GO_MAP, type GoShape, goListOf, goStruct } from '@goff-web/internal/ofrep-answers';
import { readEvent } from '../events/read-event.ts';
import { type Answer, jsonAnswer, messageAnswer } from '../http/answer.ts';
import type { RelayRequest } from '../http/relay-request.ts';
import { isJsonObject } from '../json/json-value.ts';
import type { RelayState } from './relay-state.ts';
import { withFlagSet } from './with-flag-set.ts';

const INVALID = 'collectEvalData: invalid input data';
const REQUEST: GoShape = goStruct('model.CollectEvalDataRequest', { meta: GO_MAP, events: goListOf(GO_MAP) });

/** `POST /v1/data/collector`: takes events in. One element that is no object costs the whole batch, as it does at the relay proxy. */
export function dataCollector(request: RelayRequest, state: RelayState): Answer {
  const bound = bindBody(request.body, request.headers['content-type'], REQUEST);
  if (bound.kind === 'refused') return messageAnswer(400, `${INVALID} ${bound.error}`);
  const { events, meta } = bound.value;
  if (!Array.isArray(events)) return messageAnswer(400, INVALID);

  return withFlagSet(request, state, (flagSet) => {
    for (const event of events) {
      const read = readEvent(isJsonObject(event) ? event : {}, isJsonObject(meta) ? meta : undefined);
      if (read === undefined)
        state.report(`dropped an event with a member of the wrong type: ${JSON.stringify(event)}`);
      else state.events.add({ flagSet: flagSet.name, event: read });
    }
    return jsonAnswer(200, `{"ingestedContentCount":${events.length}}`);
  });
}
