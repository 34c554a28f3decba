/** One header of an answer; names may repeat. */
export type HeaderLine = readonly [name: string, value: string];

/** What of a request decides about CORS. Header names are in lower case. */
interface CorsRequest {
  readonly method: string;
  readonly headers: { readonly [name: string]: string | undefined };
}

const METHODS = 'GET,HEAD,PUT,PATCH,POST,DELETE';

/**
 * The headers that echo's default CORS middleware adds, preflight or not. Nothing is exposed: a page of another origin cannot read the `ETag`.
 *
 * @param allowed - Which origin is allowed: `*` as the relay proxy says, one origin, or `undefined` for none.
 * @see {@link https://github.com/labstack/echo/blob/v4.15.4/middleware/cors.go | echo's middleware}
 */
export function corsHeaders(request: CorsRequest, allowed: string | undefined): readonly HeaderLine[] {
  const lines: HeaderLine[] = [['Vary', 'Origin']];
  if (request.headers['origin'] === undefined || allowed === undefined) return lines;
  lines.push(['Access-Control-Allow-Origin', allowed]);
  if (request.method !== 'OPTIONS') return lines;
  lines.push(['Vary', 'Access-Control-Request-Method'], ['Vary', 'Access-Control-Request-Headers']);
  lines.push(['Access-Control-Allow-Methods', METHODS]);
  const asked = request.headers['access-control-request-headers'];
  if (asked !== undefined && asked !== '') lines.push(['Access-Control-Allow-Headers', asked]);
  return lines;
}
