import type { RelayRequest } from './relay-request.ts';

const BEARER = /^Bearer /i;

/** Who may do what. Authentication is on as soon as one evaluation key exists; an admin key alone does not switch it on. */
export interface Credentials {
  readonly isAuthenticationOn: boolean;
  /** Says why the request is refused (401), or `undefined` where it may pass. */
  refusal(request: RelayRequest, level: 'evaluation' | 'admin' | 'stream'): string | undefined;
}

/** Makes the check for fixed sets of keys. Admin keys also pass where an evaluation key does. */
export function createCredentials(evaluationKeys: readonly string[], adminKeys: readonly string[]): Credentials {
  const admins = new Set(adminKeys);
  const everyone = new Set([...evaluationKeys, ...adminKeys]);
  const isAuthenticationOn = evaluationKeys.length > 0;

  function headerRefusal(request: RelayRequest, accepted: ReadonlySet<string>): string | undefined {
    const key = request.headers['x-api-key'] ?? '';
    if (key !== '') return accepted.has(key) ? undefined : 'code=401, message=Unauthorized';
    const authorization = request.headers['authorization'] ?? '';
    if (authorization === '') return 'missing key in request header';
    if (!BEARER.test(authorization)) return 'invalid key in the request header';
    return accepted.has(authorization.replace(BEARER, '')) ? undefined : 'invalid key';
  }

  return {
    isAuthenticationOn,
    refusal: (request, level) => {
      if (level === 'admin') return headerRefusal(request, admins);
      if (!isAuthenticationOn) return undefined;
      if (level === 'evaluation') return headerRefusal(request, everyone);
      return everyone.has(request.query.get('apiKey') ?? '') ? undefined : 'Unauthorized';
    },
  };
}

/** The key a request was sent with: `X-API-Key` first, then `Authorization`. */
export function apiKeyOf(request: RelayRequest): string {
  const key = request.headers['x-api-key'] ?? '';
  if (key !== '') return key;
  const authorization = request.headers['authorization'] ?? '';
  return BEARER.test(authorization) ? authorization.replace(BEARER, '').trim() : authorization;
}
