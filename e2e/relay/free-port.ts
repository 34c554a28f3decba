import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Below the range Linux takes the ports of outgoing connections from: a port stays free while the relay proxy that had it
 * is down for a test.
 */
const LOWEST = 20_000;
const HIGHEST = 30_000;
const ATTEMPTS = 50;

/** Whether a server could listen on the port of the loopback interface just now. */
export function isFreePort(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}

/** A port of the loopback interface that nobody listens on. */
export async function freePort(): Promise<number> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const port = randomInt(LOWEST, HIGHEST);
    if (await isFreePort(port)) return port;
  }
  throw new Error(`found no free port between ${LOWEST} and ${HIGHEST}`);
}
