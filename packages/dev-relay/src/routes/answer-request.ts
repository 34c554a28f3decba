import { type Answer, messageAnswer } from '../http/answer.ts';
import type { Credentials } from '../http/credentials.ts';
import { withEntityTag } from '../http/entity-tag.ts';
import type { RelayRequest } from '../http/relay-request.ts';
import type { RelayState } from './relay-state.ts';
import { ROUTES, type Route } from './route-table.ts';

/** Answers everything but the change streams: preflights, unknown paths and refused keys included. */
export async function answerRequest(
  request: RelayRequest,
  state: RelayState,
  credentials: Credentials,
): Promise<Answer> {
  const candidates = ROUTES.filter((route) => isAt(route, request.path));
  if (request.method === 'OPTIONS') return { status: 204, headers: allowHeader(request, candidates), body: '' };
  const level = authLevel(request.path);
  const refusal = level === undefined ? undefined : credentials.refusal(request, level);
  if (refusal !== undefined) return messageAnswer(401, refusal);
  const route = candidates.find(({ method }) => method === request.method);
  if (route !== undefined) {
    const answer = await route.handle(request, state);
    return route.hasEntityTag === true ? withEntityTag(answer, request) : answer;
  }
  // Below a guarded prefix the relay proxy's router knows no "method not allowed".
  if (candidates.length > 0 && level === undefined) {
    return messageAnswer(405, 'Method Not Allowed', allowHeader(request, candidates));
  }
  return messageAnswer(404, 'Not Found');
}

/** Which key a path asks for; `undefined` for those that ask for none. */
export function authLevel(path: string): 'evaluation' | 'admin' | 'stream' | undefined {
  if (isBelow(path, '/v1') || isBelow(path, '/ofrep/v1')) return 'evaluation';
  if (isBelow(path, '/admin/v1')) return 'admin';
  return isBelow(path, '/stream/v1') || path === '/ws/v1/flag/change' ? 'stream' : undefined;
}

function isBelow(path: string, prefix: string): boolean {
  return path === prefix || path.startsWith(`${prefix}/`);
}

function isAt(route: Route, path: string): boolean {
  return route.path.endsWith('/') ? path.startsWith(route.path) && path !== route.path : path === route.path;
}

function allowHeader(request: RelayRequest, candidates: readonly Route[]): { readonly [name: string]: string } {
  if (candidates.length === 0 || authLevel(request.path) !== undefined) return {};
  return { Allow: ['OPTIONS', ...candidates.map(({ method }) => method)].join(', ') };
}
