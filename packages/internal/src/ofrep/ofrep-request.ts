/** An OFREP request as an HTTP server has it, body read. */
export interface OfrepRequest {
  /** The body's text; empty where there was none. */
  readonly body: string;
  /** The `Content-Type` header. */
  readonly contentType: string | null | undefined;
  /** The `If-None-Match` header; only bulk evaluation looks at it. */
  readonly ifNoneMatch?: string | null | undefined;
}

/** The evaluation context of a request, or why there is none. */
export type ReadOfrepContext =
  | { readonly kind: 'context'; readonly context: { readonly [attribute: string]: unknown } }
  | { readonly kind: 'invalid'; readonly errorDetails: string };

const CONTEXT_REQUIRED = 'GO Feature Flag requires an evaluation context in the request.';

/** Content types that the relay proxy's binder accepts without finding a context in them. */
const FORM_TYPES: ReadonlySet<string> = new Set(['application/x-www-form-urlencoded', 'multipart/form-data']);

/**
 * Reads the evaluation context as the relay proxy's binder does, wording of its refusals included.
 *
 * @see {@link https://github.com/labstack/echo/blob/v4.15.4/bind.go | echo's body binder}
 */
export function readOfrepContext(request: OfrepRequest): ReadOfrepContext {
  if (request.body === '') return refused(CONTEXT_REQUIRED);
  const mediaType = (request.contentType ?? '').split(';', 1)[0]?.trim() ?? '';
  if (FORM_TYPES.has(mediaType)) return refused(CONTEXT_REQUIRED);
  if (mediaType !== 'application/json') return refused('code=415, message=Unsupported Media Type');

  const parsed = parseBody(request.body);
  if (parsed.kind === 'syntax') return refused(`code=400, message=${parsed.message}, internal=${parsed.internal}`);
  if (parsed.value === null) return refused(CONTEXT_REQUIRED);
  if (!isObject(parsed.value)) return refused(typeRefusal('model.OFREPEvalFlagRequest', '', parsed.value));
  const context = parsed.value['context'] ?? null;
  if (context === null) return refused(CONTEXT_REQUIRED);
  if (!isObject(context)) return refused(typeRefusal('map[string]interface {}', 'context', context));
  const { targetingKey } = context;
  const readable = targetingKey === undefined || typeof targetingKey === 'string';
  return { kind: 'context', context: readable ? context : { ...context, targetingKey: '' } };
}

type ParsedBody =
  | { readonly kind: 'value'; readonly value: unknown }
  | { readonly kind: 'syntax'; readonly message: string; readonly internal: string };

function parseBody(body: string): ParsedBody {
  try {
    return { kind: 'value', value: JSON.parse(body) };
  } catch (error) {
    if (endsEarly(body)) return { kind: 'syntax', message: 'unexpected EOF', internal: 'unexpected EOF' };
    const reason = error instanceof Error ? error.message : 'invalid JSON';
    return { kind: 'syntax', message: `Syntax error: ${reason}`, internal: reason };
  }
}

/** Whether the text could still become JSON: brackets or a string are open at its end. */
function endsEarly(body: string): boolean {
  let depth = 0;
  let inString = false;
  for (let index = 0; index < body.length; index += 1) {
    const character = body[index];
    if (inString) {
      if (character === '\\') index += 1;
      else if (character === '"') inString = false;
    } else if (character === '"') inString = true;
    else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') depth -= 1;
  }
  return inString || depth > 0;
}

function typeRefusal(expected: string, field: string, value: unknown): string {
  const got = Array.isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  const place = field === '' ? 'Go value' : `Go struct field OFREPEvalFlagRequest.${field}`;
  const internal = `json: cannot unmarshal ${got} into ${place} of type ${expected}`;
  return `code=400, message=Unmarshal type error: expected=${expected}, got=${got}, field=${field}, internal=${internal}`;
}

function refused(errorDetails: string): ReadOfrepContext {
  return { kind: 'invalid', errorDetails };
}

function isObject(value: unknown): value is { readonly [key: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
