import { FLAG_SHAPE } from '../flags/flag-shape.ts';
import { type Answer, jsonAnswer } from '../http/answer.ts';
import type { RelayRequest } from '../http/relay-request.ts';
import { goJson } from '../json/go-json.ts';
import { mapOf } from '../json/shape.ts';
import type { RelayState } from './relay-state.ts';
import { withFlagSet } from './with-flag-set.ts';

const FLAGS = mapOf(FLAG_SHAPE);

/** `GET /v1/flag/change`: a hash of every flag. */
export function flagChange(request: RelayRequest, state: RelayState): Answer {
  return withFlagSet(request, state, ({ flags }) => {
    const hashes = Object.entries(flags).map(([key, flag]) => [key, fnv1a(goJson(flag, FLAG_SHAPE))] as const);
    return jsonAnswer(200, `{"hash":${fnv1a(goJson(flags, FLAGS))},"flags":${goJson(Object.fromEntries(hashes))}}`);
  });
}

/** @see http://www.isthe.com/chongo/tech/comp/fnv/ FNV-1a, 32 bits */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return hash >>> 0;
}
