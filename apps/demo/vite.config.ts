import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { defineConfig, type Plugin } from 'vite';

/** Tells the page which relay proxy it talks to; whoever starts the server knows, the built page does not. */
function relayAddress(): Plugin {
  const address = JSON.stringify({
    url: process.env['GOFF_DEMO_RELAY_URL'] ?? 'http://127.0.0.1:1031',
    kind: process.env['GOFF_DEMO_RELAY_KIND'] ?? 'embedded',
  });
  const answer = (_request: IncomingMessage, response: ServerResponse): void => {
    response.setHeader('Content-Type', 'application/json');
    response.setHeader('Cache-Control', 'no-store');
    response.end(address);
  };
  return {
    name: 'goff-demo-relay-address',
    configureServer: (server) => void server.middlewares.use('/relay.json', answer),
    configurePreviewServer: (server) => void server.middlewares.use('/relay.json', answer),
  };
}

/** Puts the names of everything that was built into the service worker. */
function serviceWorker(): Plugin {
  return {
    name: 'goff-demo-service-worker',
    apply: 'build',
    async generateBundle(_, bundle) {
      const names = Object.keys(bundle).filter((name) => name !== 'index.html');
      const files = ['/', '/favicon.svg', ...names.map((name) => `/${name}`)];
      const version = createHash('sha256').update(files.join('\n')).digest('hex').slice(0, 12);
      const source = await readFile(new URL('service-worker.js', import.meta.url), 'utf8');
      this.emitFile({
        type: 'asset',
        fileName: 'service-worker.js',
        source: source.replace('__FILES__', JSON.stringify(files)).replace('__VERSION__', version),
      });
    },
  };
}

export default defineConfig({
  // One page: any other address is not found, instead of being that page.
  appType: 'mpa',
  plugins: [relayAddress(), serviceWorker()],
  build: {
    target: 'es2022',
    // An inlined engine would need `connect-src data:` of every Content-Security-Policy.
    assetsInlineLimit: 0,
  },
});
