import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';
import type { RelayControls } from './relay-controls.ts';

/** Flags files are texts that people write; nothing longer is one. */
const LONGEST_BODY = 1_000_000;

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > LONGEST_BODY) throw new Error('The body is too long.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** Another site's page can send a request here as well, but not one of this type without being asked first, and it is not allowed. */
function isOfThePage(request: IncomingMessage): boolean {
  return request.method === 'GET' || request.headers['content-type'] === 'application/json';
}

async function answer(request: IncomingMessage, controls: RelayControls): Promise<unknown> {
  const writes = request.method === 'PUT';
  switch (request.url) {
    case '/flags': {
      if (!writes) return { text: await controls.flags() };
      const { text } = JSON.parse(await bodyOf(request)) as { readonly text?: unknown };
      return controls.setFlags(String(text));
    }
    case '/fault':
      if (writes) await controls.setFault(JSON.parse(await bodyOf(request)) as object);
      return {};
    case '/journal':
      return controls.journal();
    default:
      return undefined;
  }
}

function handle(controls: RelayControls): Connect.NextHandleFunction {
  return (request: IncomingMessage, response: ServerResponse) => {
    const send = (status: number, body: unknown): void => {
      response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' });
      response.end(JSON.stringify(body));
    };
    if (!isOfThePage(request)) return send(415, { message: 'The body must be application/json.' });
    answer(request, controls).then(
      (body) => (body === undefined ? send(404, { message: 'Not found' }) : send(200, body)),
      (error: unknown) => send(400, { message: String(error) }),
    );
  };
}

/** Serves the controls of the relay proxy below `/control`, to the page alone. */
export function serveControls(controls: RelayControls): Plugin {
  return {
    name: 'goff-demo-controls',
    configurePreviewServer: (server) => void server.middlewares.use('/control', handle(controls)),
  };
}
