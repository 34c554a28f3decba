import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { freePort } from '../relay/free-port.ts';

const QUIET = { NEXT_TELEMETRY_DISABLED: '1', NO_COLOR: '1', FORCE_COLOR: undefined, NODE_ENV: undefined };
const LOOK_INTERVAL_MS = 100;
const STOP_TIMEOUT_MS = 5_000;

/** Runs a script of a consumer to its end. @throws Error with everything it wrote, when it fails. */
export async function runScript(folder: string, script: string): Promise<void> {
  await promisify(execFile)('pnpm', ['run', script], { cwd: folder, env: { ...process.env, ...QUIET } }).catch(
    ({ stdout, stderr }: { readonly stdout: string; readonly stderr: string }) => {
      throw new Error(`${script} failed in ${folder}:\n${stdout}\n${stderr}`);
    },
  );
}

/** A server that a consumer's script has started. */
export interface ScriptServer extends AsyncDisposable {
  readonly origin: string;
  /** Everything that it has written so far. */
  output(): string;
}

/** Starts a script of a consumer that serves, and resolves when it answers. */
export async function startScript(
  folder: string,
  script: string,
  environment: NodeJS.ProcessEnv = {},
): Promise<ScriptServer> {
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  // A group of its own, so that what it starts ends with it.
  const child = spawn('pnpm', ['run', script, '--port', String(port)], {
    cwd: folder,
    env: { ...process.env, ...QUIET, ...environment },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  const take = (text: string): void => {
    output += text;
  };
  child.stdout.setEncoding('utf8').on('data', take);
  child.stderr.setEncoding('utf8').on('data', take);
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => resolve());
  });
  const signal = (name: NodeJS.Signals): void => {
    if (child.pid === undefined || child.exitCode !== null) return;
    process.kill(-child.pid, name);
  };
  const kill = (): void => signal('SIGKILL');
  process.once('exit', kill);
  const stop = async (): Promise<void> => {
    signal('SIGTERM');
    const late = setTimeout(kill, STOP_TIMEOUT_MS);
    await ended;
    clearTimeout(late);
    process.off('exit', kill);
  };
  while (!(await isAnswering(origin))) {
    if (child.exitCode !== null) throw new Error(`${script} ended in ${folder}:\n${output}`);
    await new Promise((resolve) => {
      setTimeout(resolve, LOOK_INTERVAL_MS);
    });
  }
  return { origin, output: () => output, [Symbol.asyncDispose]: stop };
}

function isAnswering(origin: string): Promise<boolean> {
  return fetch(origin).then(
    ({ ok }) => ok,
    () => false,
  );
}
