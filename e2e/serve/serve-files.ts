import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize, sep } from 'node:path';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.mjs': 'text/javascript',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
};

/** What a server answers for one path, in place of a file. */
export interface Page {
  readonly body: string | Uint8Array;
  /** Besides, or in place of, what the path's ending says. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** A server of files on the loopback interface; each has an origin of its own. */
export interface FileServer extends AsyncDisposable {
  readonly origin: string;
  /** Paths that were asked for, oldest first. */
  readonly requests: readonly string[];
  /** Answers a path with a page instead of a file. */
  set(path: string, page: Page): void;
  close(): Promise<void>;
}

/** Serves folders as a CDN does, to every origin; the first that has a file answers with it. What is nowhere is 404. */
export async function serveFiles(...folders: readonly string[]): Promise<FileServer> {
  const pages = new Map<string, Page>();
  const requests: string[] = [];

  async function answerTo(path: string): Promise<Page | undefined> {
    const page = pages.get(path);
    if (page !== undefined) return page;
    for (const folder of folders) {
      const file = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path));
      if (!file.startsWith(folder + sep)) return undefined;
      const body = await readFile(file).catch(() => undefined);
      if (body !== undefined) return { body };
    }
    return undefined;
  }

  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? '/', 'http://localhost').pathname);
    requests.push(path);
    void answerTo(path).then((page) => {
      response.writeHead(page === undefined ? 404 : 200, {
        'access-control-allow-origin': '*',
        'content-type': TYPES[extname(path.endsWith('/') ? 'index.html' : path)] ?? 'application/octet-stream',
        ...page?.headers,
      });
      response.end(page?.body);
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const close = async (): Promise<void> => {
    server.closeAllConnections();
    await new Promise((resolve) => {
      server.close(resolve);
    });
  };
  return {
    origin: `http://127.0.0.1:${port}`,
    requests,
    set: (path, page) => void pages.set(path, page),
    close,
    [Symbol.asyncDispose]: close,
  };
}
