import { execFile } from 'node:child_process';
import { readdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { Log, LogLevel, Miniflare } from 'miniflare';
import type { EdgeApp, EdgeAppSpec } from './edge-app.ts';

const APP = path.resolve(import.meta.dirname, '../../apps/edge-cloudflare');
const BUILT = path.join(APP, 'dist');

/** Builds the worker and the script of its page as a deployment would, without deploying. */
export async function buildCloudflareApp(): Promise<void> {
  // Wrangler leaves what an older build has put there, another engine for one.
  await rm(BUILT, { recursive: true, force: true });
  const environment = { ...process.env, WRANGLER_SEND_METRICS: 'false', CLOUDFLARE_CF_FETCH_ENABLED: 'false' };
  await promisify(execFile)('pnpm', ['--dir', APP, 'run', 'build'], { env: environment });
}

/** Runs the built worker in workerd, in a fresh isolate. */
export async function startCloudflareApp({ relayUrl, relayKey = '' }: EdgeAppSpec): Promise<EdgeApp> {
  const engines = (await readdir(BUILT)).filter((name) => name.endsWith('.wasm'));
  const log: string[] = [];
  const miniflare = new Miniflare({
    cf: false,
    host: '127.0.0.1',
    log: new Log(LogLevel.ERROR),
    handleRuntimeStdio: (out: Readable, error: Readable) => {
      for (const stream of [out, error]) stream.on('data', (text: Buffer) => log.push(text.toString()));
    },
    compatibilityDate: '2026-07-01',
    modulesRoot: '/',
    modules: [
      { type: 'ESModule', path: '/worker.js', contents: await readFile(path.join(BUILT, 'worker.js'), 'utf8') },
      ...(await Promise.all(
        engines.map(async (name) => ({
          type: 'CompiledWasm' as const,
          path: `/${name}`,
          contents: await readFile(path.join(BUILT, name)),
        })),
      )),
    ],
    assets: { directory: path.join(APP, 'public'), routerConfig: { has_user_worker: true } },
    bindings: { RELAY_URL: relayUrl, RELAY_KEY: relayKey, BROWSER_KEY: relayKey },
  });
  return {
    url: (await miniflare.ready).origin,
    // workerd itself writes of every browser that goes away.
    complaints: () => log.filter((text) => /\[goff-web\]|uncaught/i.test(text)),
    [Symbol.asyncDispose]: () => miniflare.dispose(),
  };
}
