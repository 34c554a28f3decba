import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createEdgeFlags } from '@goff-web/core/edge';

/** What an edge is started with. */
export interface EdgeSpec {
  /** The relay proxy that its configuration comes from, and the key for it. */
  readonly endpoint: string;
  readonly apiKey: string | undefined;
  /** Keys that it asks for. */
  readonly apiKeys: readonly string[];
}

/** OFREP at the edge, on a port. */
export interface ServedEdge extends AsyncDisposable {
  readonly url: string;
}

/** Serves `createEdgeFlags(…).ofrep` to pages of all origins, as an edge function would. */
export async function serveEdge({ endpoint, apiKey, apiKeys }: EdgeSpec): Promise<ServedEdge> {
  const flags = createEdgeFlags({ endpoint, apiKey });
  const options = { cors: { origins: ['*'] }, apiKeys: apiKeys.length === 0 ? undefined : apiKeys };
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', async () => {
      const { method = 'GET', headers, url: path = '/' } = incoming;
      const body = method === 'POST' ? Buffer.concat(chunks) : null;
      const pairs = Object.entries(headers).map(([name, value]) => [name, String(value)] as const);
      const request = new Request(`http://edge.test${path}`, {
        method,
        headers: new Headers(Object.fromEntries(pairs)),
        body,
      });
      const response = await flags.ofrep(request, options);
      outgoing.statusCode = response.status;
      // The headers of a response put together what was appended under one name.
      for (const [name, value] of response.headers)
        outgoing.setHeader(name, name === 'vary' ? value.split(', ') : value);
      outgoing.end(Buffer.from(await response.arrayBuffer()));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => {
        server.close(resolve);
      });
      await flags.close();
    },
  };
}
