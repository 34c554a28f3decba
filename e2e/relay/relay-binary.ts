// The relay proxy as a program, built from its Go module into the cache: once for each go.sum.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { constants, setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../../.ci/cache-folder.mjs';
import { findGo } from '../../.ci/find-go.mjs';
import { buildLock } from './build-lock.ts';
import { RELAY_VERSION } from './relay-version.ts';

const MODULE_FOLDER = import.meta.dirname;
const COMMAND = 'github.com/thomaspoignant/go-feature-flag/cmd/relayproxy';
const PROGRESS_INTERVAL_MS = 15_000;

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}

async function cachedPath(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of ['go.mod', 'go.sum']) hash.update(await readFile(join(MODULE_FOLDER, file)));
  const key = `${RELAY_VERSION}-${process.platform}-${process.arch}-${hash.digest('hex').slice(0, 16)}`;
  return cacheFolder('relay', key, 'relayproxy');
}

function goBuild(go: { command: string; environment: NodeJS.ProcessEnv }, target: string): Promise<void> {
  const flags = ['-mod=readonly', '-buildvcs=false', '-trimpath', '-ldflags', `-s -w -X main.version=${RELAY_VERSION}`];
  return new Promise((resolve, reject) => {
    const child = spawn(go.command, ['build', ...flags, '-o', target, COMMAND], {
      cwd: MODULE_FOLDER,
      // A binary without libc: it runs in a root file system that holds nothing else.
      env: { ...go.environment, CGO_ENABLED: '0', GOFLAGS: '' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors += text;
    });
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`go build of the relay proxy ended with ${code}:\n${errors.trim()}`));
    });
    // The compiler's processes inherit it: whoever builds while tests run must not slow them down.
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  });
}

async function build(target: string, say: (line: string) => void): Promise<void> {
  const go = await findGo(say);
  say(`building relay proxy ${RELAY_VERSION} with ${go.version}; minutes on a machine that never did`);
  const startedAt = performance.now();
  const progress = setInterval(() => {
    say(`still building the relay proxy, ${Math.round((performance.now() - startedAt) / 1000)} s`);
  }, PROGRESS_INTERVAL_MS);
  const unfinished = `${target}.${process.pid}`;
  try {
    await goBuild(go, unfinished);
    await rename(unfinished, target);
    say(`relay proxy built in ${Math.round((performance.now() - startedAt) / 1000)} s`);
  } finally {
    clearInterval(progress);
    await rm(unfinished, { force: true });
  }
}

/**
 * Path of the relay proxy's binary; builds it where the cache has none. Processes that ask at the same time wait for one
 * build.
 *
 * @param say - Is told, in one line each, what takes time.
 * @throws Error when Go is missing or the build fails, with what the compiler said.
 */
export async function relayBinary(say: (line: string) => void): Promise<string> {
  const path = await cachedPath();
  if (await exists(path)) return path;
  await mkdir(dirname(path), { recursive: true });
  const lock = await buildLock(`${path}.lock`, say);
  try {
    if (!(await exists(path))) await build(path, say);
  } finally {
    await lock.release();
  }
  return path;
}
