import type { RelayRequest } from './relay-request.ts';

/** One header of an answer; names may repeat. */
export type HeaderLine = readonly [name: string, value: string];

const METHODS = 'GET,HEAD,PUT,PATCH,POST,DELETE';

/**
 * The headers that echo's default CORS middleware adds, preflight or not. Nothing is exposed: a page of another origin cannot read the `ETag`.
 * @see https://github.com/labstack/echo/blob/v4.15.4/middleware/cors.go
 */
export function corsHeaders(request: RelayRequest): readonly HeaderLine[] {
  const lines: HeaderLine[] = [['Vary', 'Origin']];
  if (request.headers['origin'] === undefined) return lines;
  lines.push(['Access-Control-Allow-Origin', '*']);
  if (request.method !== 'OPTIONS') return lines;
  lines.push(['Vary', 'Access-Control-Request-Method'], ['Vary', 'Access-Control-Request-Headers']);
  lines.push(['Access-Control-Allow-Methods', METHODS]);
  const asked = request.headers['access-control-request-headers'];
  if (asked !== undefined && asked !== '') lines.push(['Access-Control-Allow-Headers', asked]);
  return lines;
}
