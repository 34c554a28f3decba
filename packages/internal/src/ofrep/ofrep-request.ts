import { GO_MAP, type GoShape, goStruct } from '../json/go-json-shape.ts';
import { isRecord } from '../json/is-record.ts';
import { bindBody } from './bind-body.ts';

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

const REQUEST: GoShape = goStruct('model.OFREPEvalFlagRequest', { context: GO_MAP });

/** Reads the evaluation context as the relay proxy does: a targeting key that is no text counts as an empty one. */
export function readOfrepContext(request: OfrepRequest): ReadOfrepContext {
  const bound = bindBody(request.body, request.contentType, REQUEST);
  if (bound.kind === 'refused') return { kind: 'invalid', errorDetails: bound.error };
  const context = bound.value['context'] ?? null;
  if (!isRecord(context)) {
    return { kind: 'invalid', errorDetails: 'GO Feature Flag requires an evaluation context in the request.' };
  }
  const { targetingKey } = context;
  const readable = targetingKey === undefined || typeof targetingKey === 'string';
  return { kind: 'context', context: readable ? context : { ...context, targetingKey: '' } };
}
