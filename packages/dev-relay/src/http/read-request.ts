import type { IncomingMessage } from 'node:http';
import type { RelayRequest } from './relay-request.ts';

/** Reads a request to its end. Rejects when the client goes away before that. */
export async function readRequest(message: IncomingMessage): Promise<RelayRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  return { ...requestHead(message), body: Buffer.concat(chunks).toString('utf8') };
}

/** A request without its body. */
export function requestHead(message: IncomingMessage): RelayRequest {
  const target = message.url ?? '/';
  const queryAt = target.indexOf('?');
  const headers = Object.entries(message.headers).map(
    ([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value] as const,
  );
  return {
    method: message.method ?? 'GET',
    path: queryAt < 0 ? target : target.slice(0, queryAt),
    query: new URLSearchParams(queryAt < 0 ? '' : target.slice(queryAt + 1)),
    headers: Object.fromEntries(headers),
    body: '',
  };
}
