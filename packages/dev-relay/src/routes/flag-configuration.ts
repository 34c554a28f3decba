import { encodeGoJson } from '@goff-web/internal';
import type { FlagSet } from '../flag-set.ts';
import { FLAG_SHAPE } from '../flags/flag-shape.ts';
import { type Answer, jsonAnswer, structAnswer } from '../http/answer.ts';
import { bindBody, unmarshalFault } from '../http/bind-body.ts';
import type { RelayRequest } from '../http/relay-request.ts';
import { goJson } from '../json/go-json.ts';
import type { JsonValue } from '../json/json-value.ts';
import { mapOf } from '../json/shape.ts';
import type { RelayState } from './relay-state.ts';
import { withFlagSet } from './with-flag-set.ts';

const FLAGS = mapOf(FLAG_SHAPE);

/** `POST /v1/flag/configuration`: flag definitions for evaluation in the client. */
export function flagConfiguration(request: RelayRequest, state: RelayState): Answer {
  const bound = bindBody(request);
  const wanted = bound.kind === 'bound' ? wantedFlags(bound.value['flags'] ?? []) : bound.error;
  if (typeof wanted === 'string') {
    return structAnswer(400, [
      ['errorCode', 'INVALID_REQUEST'],
      ['errorDetails', `impossible to read request body: ${wanted}`],
    ]);
  }
  return withFlagSet(request, state, (flagSet) => configurationOf(flagSet, wanted));
}

/** The keys asked for, empty for all of them; a text says what is wrong with the list. */
function wantedFlags(list: JsonValue): readonly string[] | string {
  if (!Array.isArray(list)) return unmarshalFault('[]string', list, 'flags');
  const stranger: unknown = list.find((key) => typeof key !== 'string' && key !== null);
  return stranger === undefined ? list.map((key) => key ?? '') : unmarshalFault('string', stranger, 'flags');
}

/** Both members are left out when they are empty, as Go's `omitempty` does: no flags at all is `{}`. */
function configurationOf(flagSet: FlagSet, wanted: readonly string[]): Answer {
  const entries = Object.entries(flagSet.flags);
  const chosen = wanted.length === 0 ? entries : entries.filter(([key]) => wanted.includes(key));
  const members: string[] = [];
  if (chosen.length > 0) members.push(`"flags":${goJson(Object.fromEntries(chosen), FLAGS)}`);
  if (Object.keys(flagSet.enrichment).length > 0) {
    members.push(`"evaluationContextEnrichment":${encodeGoJson(flagSet.enrichment as never)}`);
  }
  return jsonAnswer(200, `{${members.join(',')}}`, { 'Last-Modified': httpDate(flagSet.refreshedAtMs) });
}

/** Go's RFC 1123 with the zone's name, in the UTC of the published container image: `UTC`, not `GMT`. */
function httpDate(unixMs: number): string {
  return new Date(unixMs).toUTCString().replace('GMT', 'UTC');
}
