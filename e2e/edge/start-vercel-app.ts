import path from 'node:path';
import { runScript, startScript } from '../consumers/run-command.ts';
import type { EdgeApp, EdgeAppSpec } from './edge-app.ts';

const APP = path.resolve(import.meta.dirname, '../../apps/edge-vercel');

/** Builds the application as Vercel does. */
export async function buildVercelApp(): Promise<void> {
  await runScript(APP, 'build');
}

/** Serves the built application; middleware, page and route run in Next's own edge runtime, each in an isolate of its own. */
export async function startVercelApp({ relayUrl, relayKey = '' }: EdgeAppSpec): Promise<EdgeApp> {
  const server = await startScript(APP, 'start', { RELAY_URL: relayUrl, RELAY_KEY: relayKey, BROWSER_KEY: relayKey });
  return {
    url: server.origin,
    complaints: () =>
      server
        .output()
        .split('\n')
        .filter((line) => /\[goff-web\]|error/i.test(line)),
    [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
  };
}
