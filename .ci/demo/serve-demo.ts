import { join } from 'node:path';
import { preview } from 'vite';
import { PROJECT } from '../steps/run-command.ts';
import type { DemoRelay } from './demo-relay.ts';
import { serveControls } from './serve-controls.ts';

/** The demo's server, running. */
export interface DemoPage {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves the built page; the page's own configuration answers `/relay.json` from these two variables. */
export async function serveDemo(relay: DemoRelay, port: number): Promise<DemoPage> {
  process.env['GOFF_DEMO_RELAY_URL'] = relay.url;
  process.env['GOFF_DEMO_RELAY_KIND'] = relay.kind;
  const server = await preview({
    root: join(PROJECT, 'apps', 'demo'),
    logLevel: 'warn',
    plugins: relay.controls === undefined ? [] : [serveControls(relay.controls)],
    // Another port is as good where this one is taken; the line that is printed names it.
    preview: { port, strictPort: false, host: '127.0.0.1' },
  });
  const url = server.resolvedUrls?.local[0];
  if (url === undefined) throw new Error('the server of the demo has no address');
  return { url, close: () => server.close() };
}
