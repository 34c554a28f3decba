/**
 * GO Feature Flag for edge functions and servers: one engine and one configuration for an isolate, an OpenFeature web client for each request.
 *
 * @example
 * ```ts
 * import { createEdgeFlags } from '@goff-web/core/edge';
 *
 * const flags = createEdgeFlags({ endpoint: 'https://relay.example.com' });
 *
 * export default async function handler(request: Request, { waitUntil }: { waitUntil(work: Promise<unknown>): void }) {
 *   const user = { targetingKey: request.headers.get('x-user-id') ?? 'anonymous' };
 *   const { client } = await flags.forRequest(user, { waitUntil });
 *   return Response.json({ fast: client.getBooleanValue('fast-checkout', false) });
 * }
 * ```
 *
 * @packageDocumentation
 */
export type { EngineSource, FlagConfiguration } from '@goff-web/engine';
export {
  type EvaluationSnapshot,
  type ExporterMetadata,
  GoffError,
  type GoffErrorCode,
  isGoffError,
  type LogLevel,
  OptionError,
} from '@goff-web/internal';
export { createEdgeFlags } from './create-edge-flags.ts';
export type { EdgeFlags, RequestContext, RequestFlags } from './edge-flags.ts';
export type { EdgeOptions } from './edge-options.ts';
export type { EdgeRequest } from './edge-request.ts';
export type { OfrepOptions } from './ofrep-response.ts';
