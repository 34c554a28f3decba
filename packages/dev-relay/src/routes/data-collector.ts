import { readEvent } from '../events/read-event.ts';
import { type Answer, jsonAnswer, messageAnswer } from '../http/answer.ts';
import { bindBody, unmarshalFault } from '../http/bind-body.ts';
import type { RelayRequest } from '../http/relay-request.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../json/json-value.ts';
import type { RelayState } from './relay-state.ts';
import { withFlagSet } from './with-flag-set.ts';

const INVALID = 'collectEvalData: invalid input data';

/** `POST /v1/data/collector`: takes events in. One element that is no object costs the whole batch, as it does at the relay proxy. */
export function dataCollector(request: RelayRequest, state: RelayState): Answer {
  const bound = bindBody(request);
  if (bound.kind === 'refused') return messageAnswer(400, `${INVALID} ${bound.error}`);
  const events = bound.value['events'] ?? null;
  if (events === null) return messageAnswer(400, INVALID);
  if (!Array.isArray(events)) return refuse('[]map[string]interface {}', events, 'events');
  const meta = bound.value['meta'] ?? {};
  if (!isJsonObject(meta)) return refuse('map[string]interface {}', meta, 'meta');
  const stranger: JsonValue | undefined = events.find((event) => event !== null && !isJsonObject(event));
  if (stranger !== undefined) return refuse('map[string]interface {}', stranger, 'events');

  return withFlagSet(request, state, (flagSet) => {
    for (const event of events) collect(event ?? {}, bound.value['meta'] == null ? undefined : meta, flagSet.name, state);
    return jsonAnswer(200, `{"ingestedContentCount":${events.length}}`);
  });
}

function refuse(expected: string, value: JsonValue, field: string): Answer {
  return messageAnswer(400, `${INVALID} ${unmarshalFault(expected, value, field)}`);
}

function collect(event: JsonObject, meta: JsonObject | undefined, flagSet: string, state: RelayState): void {
  const read = readEvent(event, meta);
  if (read === undefined) state.report(`dropped an event with a member of the wrong type: ${JSON.stringify(event)}`);
  else state.events.add(flagSet, read);
}
