import { keyOf, keyRefusal } from '@goff-web/internal/ofrep-answers';
import type { RelayRequest } from './relay-request.ts';

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
  return {
    isAuthenticationOn,
    refusal: (request, level) => {
      if (level === 'admin') return keyRefusal(request.headers, admins);
      if (!isAuthenticationOn) return undefined;
      if (level === 'evaluation') return keyRefusal(request.headers, everyone);
      return everyone.has(request.query.get('apiKey') ?? '') ? undefined : 'Unauthorized';
    },
  };
}

/** The key a request was sent with: `X-API-Key` first, then `Authorization`. */
export function apiKeyOf(request: RelayRequest): string {
  return keyOf(request.headers);
}
