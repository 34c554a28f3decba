import { bindBody, GO_STRING, type GoShape, goListOf, goStruct } from '@goff-web/internal/ofrep-answers';
import type { FlagSet } from '../flag-set.ts';
import { FLAG_SHAPE } from '../flags/flag-shape.ts';
import { type Answer, jsonAnswer, structAnswer } from '../http/answer.ts';
import type { RelayRequest } from '../http/relay-request.ts';
import { goJson } from '../json/go-json.ts';
import { mapOf } from '../json/shape.ts';
import type { RelayState } from './relay-state.ts';
import { withFlagSet } from './with-flag-set.ts';

const FLAGS = mapOf(FLAG_SHAPE);
const REQUEST: GoShape = goStruct('controller.FlagConfigurationRequest', { flags: goListOf(GO_STRING) });

/** `POST /v1/flag/configuration`: flag definitions for evaluation in the client. */
export function flagConfiguration(request: RelayRequest, state: RelayState): Answer {
  const bound = bindBody(request.body, request.headers['content-type'], REQUEST);
  if (bound.kind === 'refused') {
    return structAnswer(400, [
      ['errorCode', 'INVALID_REQUEST'],
      ['errorDetails', `impossible to read request body: ${bound.error}`],
    ]);
  }
  const { flags: wanted } = bound.value;
  return withFlagSet(request, state, (flagSet) => configurationOf(flagSet, Array.isArray(wanted) ? wanted : []));
}

/** Both members are left out when they are empty, as Go's `omitempty` does: no flags at all is `{}`. */
function configurationOf(flagSet: FlagSet, wanted: readonly unknown[]): Answer {
  const entries = Object.entries(flagSet.flags);
  const chosen = wanted.length === 0 ? entries : entries.filter(([key]) => wanted.includes(key));
  const members: string[] = [];
  if (chosen.length > 0) members.push(`"flags":${goJson(Object.fromEntries(chosen), FLAGS)}`);
  if (Object.keys(flagSet.enrichment).length > 0) {
    members.push(`"evaluationContextEnrichment":${goJson(flagSet.enrichment)}`);
  }
  return jsonAnswer(200, `{${members.join(',')}}`, { 'Last-Modified': httpDate(flagSet.refreshedAtMs) });
}

/** Go's RFC 1123 with the zone's name, in the UTC of the published container image: `UTC`, not `GMT`. */
function httpDate(unixMs: number): string {
  return new Date(unixMs).toUTCString().replace('GMT', 'UTC');
}
