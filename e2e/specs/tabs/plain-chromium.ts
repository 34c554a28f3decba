import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { WHOLE_CHROMIUM } from '../../../.ci/browsers.ts';

/** A tab, told what to do over the DevTools protocol. */
export interface PlainTab {
  /** @see {@link https://chromedevtools.github.io/devtools-protocol/} */
  send(method: string, parameters?: object): Promise<{ readonly [name: string]: unknown }>;
  /** The value of an expression in the page, awaited if it is a promise. */
  evaluate<T>(expression: string): Promise<T>;
  /** Makes it the tab that is seen: the one that was is hidden. */
  show(): Promise<void>;
  close(): Promise<void>;
  /** Ends its process; resolves when Chromium knows. */
  crash(): Promise<void>;
  /** Resolves when the page that was there before is there again. */
  goBack(): Promise<void>;
}

/**
 * Chromium as users have it, in one window: unlike Playwright's, its pages are hidden when another tab is in front, can be frozen, and go to the
 * back/forward cache.
 */
export interface PlainChromium extends AsyncDisposable {
  /** Opens a tab in front of the others. */
  openTab(address: string): Promise<PlainTab>;
}

interface NavigationHistory {
  readonly currentIndex: number;
  readonly entries: readonly { readonly id: number }[];
}

/** Starts one that reaches nothing but this machine. `hosts` are more names for it. */
export async function startPlainChromium(hosts: readonly string[] = []): Promise<PlainChromium> {
  const profile = await mkdtemp(join(tmpdir(), 'goff-chromium-'));
  const rules = [...hosts.map((host) => `MAP ${host} 127.0.0.1`), 'MAP * ~NOTFOUND', 'EXCLUDE 127.0.0.1'];
  const chromium = spawn(
    WHOLE_CHROMIUM,
    [
      '--headless=new',
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      // A crash is to be over at once, without a report of it.
      '--disable-breakpad',
      '--disable-crash-reporter',
      '--no-first-run',
      `--host-resolver-rules=${rules.join(', ')}`,
      `--user-data-dir=${profile}`,
      '--remote-debugging-port=0',
      'about:blank',
    ],
    { stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const end = async (): Promise<void> => {
    const gone = once(chromium, 'exit');
    chromium.kill();
    await gone;
    await rm(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  const control = `http://${await controlAddress(chromium)}`;

  return {
    async openTab(address) {
      const opened = await fetch(`${control}/json/new?${encodeURIComponent(address)}`, { method: 'PUT' });
      const target: { readonly id: string; readonly webSocketDebuggerUrl: string } = JSON.parse(await opened.text());
      const socket = new WebSocket(target.webSocketDebuggerUrl);
      await once(socket, 'open');
      const send = talkOver(socket);
      return {
        send,
        async evaluate<T>(expression: string) {
          const { exceptionDetails, result } = await send('Runtime.evaluate', {
            expression,
            awaitPromise: true,
            returnByValue: true,
          });
          if (exceptionDetails !== undefined) throw new Error(JSON.stringify(exceptionDetails));
          return (result as { readonly value: T }).value;
        },
        show: async () => void (await fetch(`${control}/json/activate/${target.id}`)),
        close: async () => void (await fetch(`${control}/json/close/${target.id}`)),
        async crash() {
          await send('Inspector.enable');
          const crashed = heard(socket, 'Inspector.targetCrashed');
          // It cannot answer any more.
          void send('Page.crash');
          await crashed;
        },
        async goBack() {
          await send('Page.enable');
          const navigated = heard(socket, 'Page.frameNavigated');
          // Asked of the browser: a page that is being left may never answer.
          const history = await send('Page.getNavigationHistory');
          const { currentIndex, entries } = history as unknown as NavigationHistory;
          await send('Page.navigateToHistoryEntry', { entryId: entries[currentIndex - 1]?.id });
          await navigated;
        },
      };
    },
    [Symbol.asyncDispose]: end,
  };
}

/** Chromium says on its standard error where it is to be told what to do. */
async function controlAddress(chromium: ChildProcess): Promise<string> {
  const said: string[] = [];
  if (chromium.stderr !== null) {
    for await (const line of createInterface({ input: chromium.stderr })) {
      said.push(line);
      const address = /DevTools listening on ws:\/\/([^/]+)/.exec(line)?.[1];
      if (address !== undefined) return address;
    }
  }
  throw new Error(`Chromium did not start:\n${said.join('\n')}`);
}

/** Resolves with the next event of that name. */
function heard(socket: WebSocket, event: string): Promise<void> {
  return new Promise((resolve) => {
    socket.addEventListener('message', ({ data }) => {
      if (String(data).includes(`"${event}"`)) resolve();
    });
  });
}

function talkOver(socket: WebSocket): PlainTab['send'] {
  const waiting = new Map<number, (answer: { readonly error?: object; readonly result: never }) => void>();
  socket.addEventListener('message', ({ data }) => {
    const answer: { readonly id?: number; readonly error?: object; readonly result: never } = JSON.parse(String(data));
    waiting.get(answer.id ?? -1)?.(answer);
  });
  let last = 0;
  return (method, parameters = {}) =>
    new Promise((resolve, reject) => {
      last += 1;
      waiting.set(last, ({ error, result }) => {
        if (error === undefined) resolve(result);
        else reject(new Error(`${method}: ${JSON.stringify(error)}`));
      });
      socket.send(JSON.stringify({ id: last, method, params: parameters }));
    });
}
