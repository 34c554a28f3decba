/**
 * OFREP as the relay proxy answers it, as pure functions over any evaluator: bodies byte for byte, statuses, `ETag` and 304. A server
 * reads the request, calls {@link ofrepBulk} or {@link ofrepSingle}, and writes `status`, `headers` and `body` as they are; CORS,
 * authentication and the version header are its own business.
 *
 * @example
 * ```ts
 * import { type OfrepEvaluator, ofrepBulk } from '@goff-web/internal/ofrep-answers';
 *
 * export async function answerBulk(evaluator: OfrepEvaluator, flagKeys: readonly string[], request: Request) {
 *   const { body, headers, status } = ofrepBulk(evaluator, flagKeys, {
 *     body: await request.text(),
 *     contentType: request.headers.get('content-type'),
 *     ifNoneMatch: request.headers.get('if-none-match'),
 *   });
 *   return new Response(body, { status, headers: new Headers(headers) });
 * }
 * ```
 *
 * @packageDocumentation
 */
export { GO_MAP, GO_STRING, type GoShape, goListOf, goStruct } from '../json/go-json-shape.ts';
export { answerOfrep, OFREP_BULK, OFREP_SINGLE, type OfrepFlags } from './answer-ofrep.ts';
export { type BoundBody, bindBody } from './bind-body.ts';
export { corsHeaders, type HeaderLine } from './cors-headers.ts';
export { keyOf, keyRefusal } from './key-refusal.ts';
export {
  type OfrepAnswer,
  type OfrepEvaluation,
  type OfrepEvaluator,
  ofrepBulk,
  ofrepSingle,
} from './ofrep-answers.ts';
export type { OfrepRequest } from './ofrep-request.ts';
