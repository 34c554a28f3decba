// A server that lives long and ends gracefully, the same in Node, Deno and Bun. `GET /ada` answers what a flag says to Ada.
import { createServer } from 'node:http';
import process from 'node:process';
import { createEdgeFlags } from '@goff-web/core/edge';

const flags = createEdgeFlags({
  endpoint: process.env.RELAY_URL ?? '',
  apiKey: process.env.RELAY_KEY,
  pollIntervalMs: 1_000,
  // So that it is the graceful end that sends the events.
  flushIntervalMs: 20_000,
});

const server = createServer(async (request, response) => {
  const { client } = await flags.forRequest({ targetingKey: (request.url ?? '').slice(1), plan: 'pro' });
  response.end(client.getStringValue('greeting', 'default'));
});

process.on('SIGTERM', async () => {
  await new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections?.();
  });
  await flags.close();
  console.log('closed');
  // Deno goes on while it listens to signals.
  process.exit(0);
});

server.listen(0, '127.0.0.1', () => console.log(`listening on ${server.address().port}`));
