import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { entityTagOf } from '@goff-web/internal';

/** A request as it arrived. */
export interface ReceivedRequest {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** A server on loopback that answers like a relay proxy, or like something worse. It takes events without a word. */
export interface LoopbackRelay {
  readonly endpoint: string;
  readonly requests: ReceivedRequest[];
  /** Answers the next requests. */
  respond: (request: ReceivedRequest, response: ServerResponse) => void;
  close(): Promise<void>;
}

/** Starts a server on a free port. */
export async function startLoopbackRelay(respond: LoopbackRelay['respond']): Promise<LoopbackRelay> {
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const { method, url, headers } = incoming;
      const request = { method, path: url, headers, body: Buffer.concat(chunks).toString() };
      if (url?.endsWith('/v1/data/collector') === true) {
        response.end('{"ingestedContentCount":0}');
        return;
      }
      relay.requests.push(request);
      relay.respond(request, response);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const relay: LoopbackRelay = {
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests: [],
    respond,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
  return relay;
}

/** Answers with a configuration as the relay proxy does, 304 included. */
export function configurationAnswer(flags: { readonly [key: string]: unknown }): LoopbackRelay['respond'] {
  const body = Buffer.from(`${JSON.stringify({ flags })}\n`);
  const entityTag = entityTagOf(body);
  return (request, response) => {
    if (request.headers['if-none-match'] === entityTag) response.writeHead(304, { ETag: entityTag }).end();
    else response.writeHead(200, { 'Content-Type': 'application/json', ETag: entityTag }).end(body);
  };
}
