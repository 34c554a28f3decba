import { decodeGoJson } from '../json/decode-go-json.ts';
import type { GoShape } from '../json/go-json-shape.ts';
import { isRecord } from '../json/is-record.ts';

/** What the relay proxy's body binder makes of a request. `error` is the text that handlers wrap into an answer of their own. */
export type BoundBody =
  /** Empty where there was nothing to bind: no body, a form, `null`. */
  | { readonly kind: 'bound'; readonly value: { readonly [field: string]: unknown } }
  | { readonly kind: 'refused'; readonly error: string };

const FORM_TYPES: ReadonlySet<string> = new Set(['application/x-www-form-urlencoded', 'multipart/form-data']);

/**
 * Binds a JSON body to a Go struct as echo does, wording included. Forms are accepted, and bind nothing here.
 *
 * @see {@link https://github.com/labstack/echo/blob/v4.15.4/bind.go | echo's body binder}
 */
export function bindBody(body: string, contentType: string | null | undefined, shape: GoShape): BoundBody {
  if (body === '') return { kind: 'bound', value: {} };
  const mediaType = (contentType ?? '').split(';', 1)[0]?.trim() ?? '';
  if (FORM_TYPES.has(mediaType)) return { kind: 'bound', value: {} };
  if (mediaType !== 'application/json') return { kind: 'refused', error: 'code=415, message=Unsupported Media Type' };

  const decoded = decodeGoJson(body, shape);
  switch (decoded.kind) {
    case 'value':
      return { kind: 'bound', value: isRecord(decoded.value) ? decoded.value : {} };
    case 'cut':
      return refuse(decoded.reason, decoded.reason);
    case 'syntax':
      return refuse(`Syntax error: offset=${decoded.offset}, error=${decoded.message}`, decoded.message);
    case 'type': {
      const { expected, got, field, offset } = decoded;
      const message = `Unmarshal type error: expected=${expected}, got=${got}, field=${field}, offset=${offset}`;
      return refuse(message, decoded.message);
    }
  }
}

function refuse(message: string, internal: string): BoundBody {
  return { kind: 'refused', error: `code=400, message=${message}, internal=${internal}` };
}
