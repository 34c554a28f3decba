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

export default defineConfig({
  plugins: [relayAddress()],
  build: {
    target: 'es2022',
    // An inlined engine would need `connect-src data:` of every Content-Security-Policy.
    assetsInlineLimit: 0,
  },
});
