import type { StreamKind } from './change-stream.ts';

/** Where the relay proxy streams changes. It takes the key nowhere else, so the URL belongs in no message. */
export function streamUrl(endpoint: string, kind: StreamKind, apiKey: string | undefined): string {
  const base = kind === 'sse' ? `${endpoint}/stream/v1/sse` : `${endpoint.replace(/^http/, 'ws')}/stream/v1/ws`;
  return `${base}/flag/change${apiKey === undefined ? '' : `?apiKey=${encodeURIComponent(apiKey)}`}`;
}
