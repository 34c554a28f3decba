import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { EdgeRuntime } from 'edge-runtime';
import type { Plugin } from 'esbuild';
import { Log, LogLevel, Miniflare } from 'miniflare';
import { bundleWorker } from '../../../engine/conformance/runtimes/bundle-worker.ts';

const WORKER = path.join(import.meta.dirname, 'isolation-worker.ts');
/** A folder that OpenFeature's SDK is to be taken from. */
const SDK_FOLDER = process.env['GOFF_SDK_FOLDER'];

/** Bundles the version of OpenFeature's SDK that the test itself runs on. */
const sdkOfProject: Plugin = {
  name: 'sdk-of-project',
  setup(bundler) {
    if (SDK_FOLDER === undefined) return;
    bundler.onResolve({ filter: /^@openfeature\// }, ({ kind, path: name, pluginData }) => {
      if (pluginData === SDK_FOLDER) return undefined;
      return bundler.resolve(name, { kind, resolveDir: SDK_FOLDER, pluginData: SDK_FOLDER });
    });
  },
};

/** A fresh isolate that runs the isolation worker. */
export interface StartedWorker extends AsyncDisposable {
  /** Sends it a request; `held: 'no'` leaves `waitUntil` out. */
  ask(
    path: string,
    init?: { readonly headers?: { readonly [name: string]: string }; readonly signal?: AbortSignal },
  ): Promise<unknown>;
  /** What its heap holds after everything was collected that nobody refers to, in bytes. */
  heapBytes(): Promise<number>;
}

/**
 * Starts the worker in Cloudflare's workerd.
 *
 * @param cacheFolder - Where the platform's cache lies, for isolates that are to share it. Default: a cache of its own.
 */
export async function startInWorkerd(relay: string, cacheFolder?: string): Promise<StartedWorker> {
  const { text, wasm } = await bundleWorker(WORKER, ['workerd', 'worker', 'browser'], 'import', 'esm', [sdkOfProject]);
  const files = [...wasm].map(async ([name, file]) => ({
    type: 'CompiledWasm' as const,
    path: `/${name}`,
    contents: await readFile(file),
  }));
  const miniflare = new Miniflare({
    cf: false,
    inspectorPort: 0,
    cachePersist: cacheFolder ?? false,
    log: new Log(LogLevel.ERROR),
    compatibilityDate: '2026-07-01',
    modulesRoot: '/',
    modules: [{ type: 'ESModule', path: '/worker.js', contents: text }, ...(await Promise.all(files))],
  });
  await miniflare.ready;
  return {
    async ask(at, { headers, signal } = {}) {
      const init = { headers: { ...headers, 'x-relay': relay } };
      const response = await miniflare.dispatchFetch(
        `http://worker${at}`,
        signal === undefined ? init : { ...init, signal },
      );
      return response.json();
    },
    heapBytes: async () =>
      heapBytesBehind(await miniflare.getInspectorURL(), () => miniflare.dispatchFetch('http://worker/log')),
    [Symbol.asyncDispose]: () => miniflare.dispose(),
  };
}

/** Starts the worker in Vercel's edge runtime. */
export async function startInEdgeLight(relay: string): Promise<StartedWorker> {
  const { text, wasm } = await bundleWorker(WORKER, ['edge-light', 'worker', 'browser'], 'global', 'iife', [
    sdkOfProject,
  ]);
  const modules: Record<string, WebAssembly.Module> = {};
  for (const [name, file] of wasm) modules[name] = await WebAssembly.compile(await readFile(file));
  const runtime = new EdgeRuntime({
    // As on Vercel: no eval, and no compiling of WebAssembly at run time.
    codeGeneration: { strings: false, wasm: false },
    initialCode: `${text}
      addEventListener('fetch', (event) => {
        const isHeld = event.request.headers.get('x-held') !== 'no';
        event.respondWith(bundled.answer(event.request, isHeld ? (work) => event.waitUntil(work) : undefined));
      });`,
    extend: (context) => Object.assign(context, modules),
  });
  return {
    async ask(at, { headers } = {}) {
      const response = await runtime.dispatchFetch(`https://worker.test${at}`, {
        headers: { ...headers, 'x-relay': relay },
      });
      return response.json();
    },
    heapBytes: () => Promise.resolve(ownHeapBytes()),
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}

/** Asks V8's inspector. workerd collects when it is at work, so it is given some. */
async function heapBytesBehind(inspector: URL, work: () => Promise<unknown>): Promise<number> {
  // The worker's own isolate among miniflare's.
  const socket = new WebSocket(new URL('/core:user:', inspector));
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true });
    socket.addEventListener('error', reject, { once: true });
  });
  let id = 0;
  const call = (method: string): Promise<unknown> => {
    id += 1;
    const mine = id;
    return new Promise((resolve) => {
      const listen = (event: MessageEvent): void => {
        const message: { id?: number; result?: unknown } = JSON.parse(String(event.data));
        if (message.id !== mine) return;
        socket.removeEventListener('message', listen);
        resolve(message.result);
      };
      socket.addEventListener('message', listen);
      socket.send(JSON.stringify({ id: mine, method }));
    });
  };
  try {
    const collected = call('HeapProfiler.collectGarbage').then(() => 'collected');
    while ((await Promise.race([collected, work()])) !== 'collected');
    const { usedSize } = (await call('Runtime.getHeapUsage')) as { usedSize: number };
    return usedSize;
  } finally {
    socket.close();
  }
}

function ownHeapBytes(): number {
  setFlagsFromString('--expose-gc');
  const collect: unknown = runInNewContext('gc');
  if (typeof collect !== 'function') throw new Error('V8 hands out no collector');
  collect();
  return process.memoryUsage().heapUsed;
}
