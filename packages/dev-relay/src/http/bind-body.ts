import { isJsonObject, type JsonObject } from '../json/json-value.ts';
import type { RelayRequest } from './relay-request.ts';

/** What the relay proxy's body binder makes of a request. `refused` is the text that handlers wrap into their own error. */
export type BoundBody =
  | { readonly kind: 'bound'; readonly value: JsonObject }
  | { readonly kind: 'refused'; readonly error: string };

const NOTHING: BoundBody = { kind: 'bound', value: {} };
const FORMS: readonly string[] = ['application/x-www-form-urlencoded', 'multipart/form-data'];

/**
 * Reads a JSON body as echo does: no body and forms bind nothing, other types are refused. The wording of syntax errors is the runtime's own.
 * @see https://github.com/labstack/echo/blob/v4.15.4/bind.go
 */
export function bindBody(request: RelayRequest): BoundBody {
  if (request.body === '') return NOTHING;
  const mediaType = request.headers['content-type']?.split(';', 1)[0]?.trim() ?? '';
  if (FORMS.includes(mediaType)) return NOTHING;
  if (mediaType !== 'application/json') return refuse('code=415, message=Unsupported Media Type');
  try {
    const value: unknown = JSON.parse(request.body);
    if (value === null) return NOTHING;
    return isJsonObject(value) ? { kind: 'bound', value } : refuse(unmarshalFault('object', value, ''));
  } catch (fault) {
    return refuse(`code=400, message=${syntaxFault(request.body, fault)}`);
  }
}

/** The text for a member of the wrong type. */
export function unmarshalFault(expected: string, value: unknown, field: string): string {
  const got = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  return `code=400, message=Unmarshal type error: expected=${expected}, got=${got}, field=${field}`;
}

function syntaxFault(body: string, fault: unknown): string {
  if (isTruncated(body)) return 'unexpected EOF, internal=unexpected EOF';
  return `Syntax error: ${fault instanceof Error ? fault.message : 'invalid JSON'}`;
}

/** Whether closing what is open would make the text JSON: it was cut, not misspelt. */
function isTruncated(body: string): boolean {
  const open = body.replace(/"(?:[^"\\]|\\.)*"/gs, '').replace(/[^[\]{}"]/g, '');
  return open.length > 0 && /^[^\]}]*$/.test(open.replace(/\{\}|\[\]/g, ''));
}

function refuse(error: string): BoundBody {
  return { kind: 'refused', error };
}
