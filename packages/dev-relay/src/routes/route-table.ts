import { OFREP_BULK, OFREP_SINGLE } from '@goff-web/internal/ofrep-answers';
import type { Answer } from '../http/answer.ts';
import type { RelayRequest } from '../http/relay-request.ts';
import { dataCollector } from './data-collector.ts';
import { flagChange } from './flag-change.ts';
import { flagConfiguration } from './flag-configuration.ts';
import { health, info } from './monitoring.ts';
import { ofrepEvaluation } from './ofrep.ts';
import type { RelayState } from './relay-state.ts';
import { retrieverRefresh } from './retriever-refresh.ts';

/** One route. Who may call it follows from its path: see `authLevel`. */
export interface Route {
  readonly method: 'GET' | 'POST';
  /** The exact path, or with a `/` at its end everything below it. */
  readonly path: string;
  readonly handle: (request: RelayRequest, state: RelayState) => Answer | Promise<Answer>;
  /** Whether good answers carry an `Etag` and may be a 304. OFREP does its own. */
  readonly hasEntityTag?: boolean;
}

export const ROUTES: readonly Route[] = [
  { method: 'POST', path: '/v1/flag/configuration', handle: flagConfiguration, hasEntityTag: true },
  { method: 'GET', path: '/v1/flag/change', handle: flagChange, hasEntityTag: true },
  { method: 'POST', path: '/v1/data/collector', handle: dataCollector },
  { method: 'POST', path: OFREP_BULK, handle: ofrepEvaluation },
  { method: 'POST', path: OFREP_SINGLE, handle: ofrepEvaluation },
  { method: 'POST', path: '/admin/v1/retriever/refresh', handle: retrieverRefresh },
  { method: 'GET', path: '/health', handle: health },
  { method: 'GET', path: '/info', handle: info },
];

/** The change streams, which are not answered but kept open. */
export const SSE_PATH = '/stream/v1/sse/flag/change';
export const WEBSOCKET_PATHS: readonly string[] = ['/stream/v1/ws/flag/change', '/ws/v1/flag/change'];
