// A Vitest browser provider for WebKitGTK's MiniBrowser, driven by W3C WebDriver. Playwright's own WebKit build cannot be
// installed from a package registry; Debian's `webkit2gtk-driver` can. It needs a display (`xvfb-run`).
import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { defineBrowserProvider } from '@vitest/browser';
import type { BrowserProvider, BrowserProviderOption, TestProject } from 'vitest/node';

const DRIVER = '/usr/bin/WebKitWebDriver';
const BROWSER = '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser';
const START_TIMEOUT_MS = 10_000;

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('no free port')),
      );
    });
  });
}

class WebKitGtk implements BrowserProvider {
  readonly name = 'webkitgtk';
  readonly supportsParallelism = false;
  #driver: ChildProcess | undefined;
  #endpoint = '';
  #session = '';

  constructor(project: TestProject) {
    // Vitest's page calls this command before it runs a test; MiniBrowser keeps the size of its window.
    project.browser?.registerCommand('__vitest_viewport' as never, (async () => {}) as never);
  }

  async #call(method: string, path: string, body?: unknown): Promise<unknown> {
    const init: RequestInit = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const answer = (await (await fetch(this.#endpoint + path, init)).json()) as { value: unknown };
    const fault = answer.value as { error?: string; message?: string } | null;
    if (fault?.error) throw new Error(`WebKitWebDriver ${path}: ${fault.error}: ${fault.message}`);
    return answer.value;
  }

  async #ready(): Promise<void> {
    const deadline = Date.now() + START_TIMEOUT_MS;
    for (;;) {
      try {
        await this.#call('GET', '/status');
        return;
      } catch (cause) {
        if (Date.now() > deadline) throw new Error(`${DRIVER} did not start`, { cause });
        await delay(30);
      }
    }
  }

  async #open(): Promise<void> {
    if (this.#session) return;
    const port = await freePort();
    this.#driver = spawn(DRIVER, [`--port=${port}`, '--host=127.0.0.1'], { stdio: 'ignore' });
    this.#endpoint = `http://127.0.0.1:${port}`;
    await this.#ready();
    const options = { binary: BROWSER, args: ['--automation'] };
    const session = (await this.#call('POST', '/session', {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': options } },
    })) as { sessionId: string };
    this.#session = `/session/${session.sessionId}`;
  }

  getCommandsContext(): Record<string, unknown> {
    return {};
  }

  async openPage(_sessionId: string, url: string): Promise<void> {
    await this.#open();
    await this.#call('POST', `${this.#session}/url`, { url });
  }

  async close(): Promise<void> {
    if (this.#session) await this.#call('DELETE', this.#session);
    this.#session = '';
    this.#driver?.kill();
  }
}

/** WebKit for `vitest.config.ts`. */
export function webkitgtk(): BrowserProviderOption {
  return defineBrowserProvider({
    name: 'webkitgtk',
    supportedBrowser: ['webkit'],
    options: {},
    providerFactory: (project) => new WebKitGtk(project),
  });
}
