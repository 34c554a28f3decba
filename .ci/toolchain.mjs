// Runs on whatever Node the machine has (20 or newer): brings the exact Node and pnpm of the project, installs its
// dependencies, and hands over.
import { execFile, spawn } from 'node:child_process';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { cacheFolder } from './cache-folder.mjs';
import { endWithParent } from './end-with-parent.mjs';

const NODE_VERSION = '24.21.0';
const PNPM_VERSION = '12.21.0';
const OLDEST_NODE = 20;
const PROJECT = dirname(dirname(fileURLToPath(import.meta.url)));

const run = promisify(execFile);

/**
 * Runs a step that says what it does while it does it, and how long it took.
 *
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function timed(what, work) {
  const startedAt = performance.now();
  process.stdout.write(`${what} …\n`);
  const result = await work();
  process.stdout.write(`${what}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s\n`);
  return result;
}

/**
 * @param {string} program
 * @param {NodeJS.ProcessEnv} environment
 */
async function versionOf(program, environment) {
  return run(program, ['--version'], { env: environment, cwd: PROJECT }).then(
    ({ stdout }) => stdout.trim().replace(/^v/, ''),
    () => undefined,
  );
}

/** @param {NodeJS.ProcessEnv} environment */
async function isComplete(environment) {
  const [node, pnpm] = await Promise.all([versionOf('node', environment), versionOf('pnpm', environment)]);
  return node === NODE_VERSION && pnpm === PNPM_VERSION;
}

/** @param {string} folder */
function onPath(folder) {
  return { ...process.env, PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` };
}

/** @returns {Promise<NodeJS.ProcessEnv>} An environment in which `node` and `pnpm` are the project's. */
async function toolchain() {
  if (await isComplete(process.env)) return process.env;
  const folder = cacheFolder('toolchain', `node-${NODE_VERSION}-pnpm-${PNPM_VERSION}`);
  const environment = onPath(join(folder, 'bin'));
  if (await isComplete(environment)) return environment;

  await timed(`installing Node ${NODE_VERSION} and pnpm ${PNPM_VERSION} into ${folder}`, async () => {
    const unfinished = `${folder}.${process.pid}`;
    await mkdir(dirname(folder), { recursive: true });
    const packages = [`node@${NODE_VERSION}`, `pnpm@${PNPM_VERSION}`];
    try {
      await run('npm', ['install', '--global', '--no-audit', '--no-fund', '--prefix', unfinished, ...packages]);
      if (await isComplete(environment)) return;
      // What an interrupted or damaged installation left; the links inside are relative, so the folder can be moved.
      await rm(folder, { recursive: true, force: true });
      await rename(unfinished, folder);
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  });
  if (await isComplete(environment)) return environment;
  throw new Error(`Node and pnpm in ${folder} do not run on this machine; delete that folder and try again`);
}

/** @param {NodeJS.ProcessEnv} environment */
async function installDependencies(environment) {
  // Explicitly: where the installation that `pnpm run` starts by itself fails, pnpm warns and runs the script all the same.
  await timed('installing dependencies, as the lock file says', () =>
    run('pnpm', ['install', '--frozen-lockfile'], { cwd: PROJECT, env: environment, maxBuffer: 1 << 26 }),
  );
}

/**
 * Runs the script under the project's Node with the arguments of this process, and ends with its exit code.
 *
 * @param {string} script
 * @param {NodeJS.ProcessEnv} environment
 */
function handOver(script, environment) {
  const child = spawn('node', [join(PROJECT, script), ...process.argv.slice(2)], {
    cwd: PROJECT,
    env: environment,
    stdio: 'inherit',
  });
  // Ctrl+C reaches the child as well; it ends first, and says what it has to say.
  process.on('SIGINT', () => undefined);
  for (const signal of /** @type {const} */ (['SIGTERM', 'SIGHUP'])) process.on(signal, () => child.kill(signal));
  endWithParent(() => child.kill('SIGTERM'));
  child.once('error', fail);
  child.once('exit', (code, signal) => {
    process.exitCode = signal === null ? (code ?? 1) : 128 + constants.signals[signal];
  });
}

/** @param {unknown} error */
function fail(error) {
  const said = error instanceof Error ? error : new Error(String(error));
  const output = ['stdout', 'stderr'].map((name) => String(Reflect.get(said, name) ?? '')).join('');
  process.stderr.write(`${said.message}\n${output}\n`);
  process.exitCode = 1;
}

/** @param {string} script - Path of a TypeScript file, from the project's root. */
export async function runInProjectToolchain(script) {
  try {
    if (Number(process.versions.node.split('.')[0]) < OLDEST_NODE) {
      throw new Error(`Node ${OLDEST_NODE} or newer is needed to begin with; this is ${process.version}`);
    }
    await access(join(PROJECT, script));
    const environment = await toolchain();
    await installDependencies(environment);
    handOver(script, environment);
  } catch (error) {
    fail(error);
  }
}
