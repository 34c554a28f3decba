import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import type { Relay } from '../relay/relay.ts';
import { startRelay } from '../relay/start-relay.ts';
import { test as base, expect, folderOf } from './consumer-test.ts';

const KEY = 'server-key';
const GREETING = {
  variations: { warm: 'Good to see you', plain: 'Welcome' },
  targeting: [{ query: 'plan eq "pro"', variation: 'warm' }],
  defaultRule: { variation: 'plain' },
};
const ANSWER = { value: 'Good to see you', reason: 'TARGETING_MATCH', variant: 'warm' };

const bin = join(import.meta.dirname, '../../packages/engine/node_modules/.bin');
const DENO_OPTIONS = ['--no-prompt', '--allow-read', '--allow-env', '--allow-net', '--node-modules-dir=manual'];
const RUNTIMES = ['Node', 'Deno', 'Bun'] as const;

/** How a runtime is started with a program. */
async function commandOf(
  runtime: (typeof RUNTIMES)[number],
  file: string,
): Promise<[program: string, ...given: string[]]> {
  if (runtime === 'Node') return [process.execPath, file];
  if (runtime === 'Bun') return [join(bin, 'bun'), '--no-install', file];
  // What the package puts into `.bin` starts the program and keeps signals from it.
  const { stdout } = await promisify(execFile)(join(bin, 'deno'), ['eval', 'console.log(Deno.execPath())']);
  return [stdout.trim(), 'run', ...DENO_OPTIONS, file];
}

const test = base.extend<{ readonly flags: object; readonly relay: Relay }>({
  flags: [{ greeting: GREETING }, { option: true }],
  relay: [
    async ({ flags }, use) => {
      await using relay = await startRelay({ flags: { ...flags }, apiKeys: [KEY] });
      await use(relay);
    },
    { timeout: 300_000 },
  ],
});

/** The next line that a program writes. */
async function nextLine(program: ChildProcess): Promise<string> {
  if (program.stdout === null) throw new Error('the program has no output');
  const lines = createInterface({ input: program.stdout });
  const [line] = (await once(lines, 'line')) as [string];
  lines.close();
  return line;
}

for (const name of RUNTIMES) {
  test(`${name}: both modes, the edge and OFREP answer, and the program ends by itself`, async ({ relay }) => {
    const folder = folderOf('server');
    const [program, ...given] = await commandOf(name, 'smoke.js');
    const env = { ...process.env, RELAY_URL: relay.url, RELAY_KEY: KEY };
    const { stdout } = await promisify(execFile)(program, given, {
      cwd: folder,
      env,
      timeout: 60_000,
    });
    expect(JSON.parse(stdout)).toEqual({
      'in-process': ANSWER,
      remote: ANSWER,
      edge: ANSWER,
      ofrep: ANSWER,
      snapshot: [['greeting', ANSWER.value]],
    });
  });

  test(`${name}: a server that lives long follows the flags, and sends its events when it ends`, async ({ relay }) => {
    const env = { ...process.env, RELAY_URL: relay.url, RELAY_KEY: KEY };
    const [program, ...given] = await commandOf(name, 'server.js');
    const server = spawn(program, given, {
      cwd: folderOf('server'),
      env,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const ended = once(server, 'exit');
    try {
      const port = /listening on (\d+)/.exec(await nextLine(server))?.[1];
      const ask = async (user: string): Promise<string> => (await fetch(`http://127.0.0.1:${port}/${user}`)).text();
      expect(await Promise.all(['ada', 'bob', 'carl'].map(ask))).toEqual(Array(3).fill(ANSWER.value));
      await relay.writeFlags({ greeting: { ...GREETING, targeting: [] } });
      await expect.poll(() => ask('dora'), { timeout: 20_000 }).toBe('Welcome');

      const closed = nextLine(server);
      server.kill('SIGTERM');
      expect(await closed).toBe('closed');
      expect((await ended)[0]).toBe(0);
      const users = async (): Promise<unknown[]> => (await relay.featureEvents()).map((event) => event['userKey']);
      await expect.poll(users, { timeout: 10_000 }).toEqual(expect.arrayContaining(['ada', 'bob', 'carl', 'dora']));
    } finally {
      server.kill('SIGKILL');
    }
  });
}
