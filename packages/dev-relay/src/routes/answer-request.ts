import { type Answer, messageAnswer } from '../http/answer.ts';
import type { Credentials } from '../http/credentials.ts';
import { withEntityTag } from '../http/entity-tag.ts';
import type { RelayRequest } from '../http/relay-request.ts';
import type { RelayState } from './relay-state.ts';
import { ROUTES, type Route, WEBSOCKET_PATHS } from './route-table.ts';

/** Prefixes with a key check of their own: what they do not know is 404, not 405, and only behind the check. */
const GROUPS = [
  ['/v1', 'evaluation'],
  ['/ofrep/v1', 'evaluation'],
  ['/admin/v1', 'admin'],
  ['/stream/v1', 'stream'],
] as const;

/** Answers everything but the change streams: preflights, unknown paths and refused keys included. */
export async function answerRequest(
  request: RelayRequest,
  state: RelayState,
  credentials: Credentials,
): Promise<Answer> {
  const { method, path } = request;
  const group = GROUPS.find(([prefix]) => path === prefix || path.startsWith(`${prefix}/`));
  const methods = group === undefined ? methodsAt(path) : [];
  const allow: Readonly<Record<string, string>> =
    methods.length > 0 ? { Allow: ['OPTIONS', ...methods].join(', ') } : {};
  if (method === 'OPTIONS') return { status: 204, headers: allow, body: '' };

  const refusal = group === undefined ? undefined : credentials.refusal(request, group[1]);
  if (refusal !== undefined) return messageAnswer(401, refusal);

  const route = ROUTES.find((candidate) => candidate.method === method && isAt(candidate, path));
  if (route === undefined) {
    return methods.length > 0 ? messageAnswer(405, 'Method Not Allowed', allow) : messageAnswer(404, 'Not Found');
  }
  const answer = await route.handle(request, state);
  return route.hasEntityTag === true ? withEntityTag(answer, request) : answer;
}

function methodsAt(path: string): readonly string[] {
  if (WEBSOCKET_PATHS.includes(path)) return ['GET'];
  return ROUTES.filter((route) => isAt(route, path)).map(({ method }) => method);
}

function isAt(route: Route, path: string): boolean {
  return route.path.endsWith('/') ? path.startsWith(route.path) && path !== route.path : path === route.path;
}
