const BEARER = /^Bearer /i;

/** Headers that a key may come in, by their names in lower case. */
interface KeyHeaders {
  readonly [name: string]: string | undefined;
}

/** Says why a request with these headers is refused (401) where only `accepted` keys may pass, in the relay proxy's words; `undefined` where it may. */
export function keyRefusal(headers: KeyHeaders, accepted: ReadonlySet<string>): string | undefined {
  const key = headers['x-api-key'] ?? '';
  if (key !== '') return accepted.has(key) ? undefined : 'code=401, message=Unauthorized';
  const authorization = headers['authorization'] ?? '';
  if (authorization === '') return 'missing key in request header';
  if (!BEARER.test(authorization)) return 'invalid key in the request header';
  return accepted.has(authorization.replace(BEARER, '')) ? undefined : 'invalid key';
}

/** The key a request was sent with: `X-API-Key` first, then `Authorization`. */
export function keyOf(headers: KeyHeaders): string {
  const key = headers['x-api-key'] ?? '';
  if (key !== '') return key;
  const authorization = headers['authorization'] ?? '';
  return BEARER.test(authorization) ? authorization.replace(BEARER, '').trim() : authorization;
}
