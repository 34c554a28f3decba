import { createHash } from 'node:crypto';
import { glob, mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { PROJECT, runCommand } from '../steps/run-command.ts';

const STAMP = join(PROJECT, 'node_modules', '.cache', 'goff-web', 'demo-build');
const SOURCES = ['packages/*/**/*', 'apps/demo/**/*', 'pnpm-lock.yaml', 'tsconfig.base.json'];

/** What the build makes, and what is too large to look through. */
const LEFT_OUT = ['node_modules', 'dist', 'conformance', 'fuzz', 'bench'];

/** What has to be there for the demo to start. */
const BUILT = ['apps/demo/dist/index.html', 'packages/dev-relay/dist/index.js'];

/** Changes with the size or the time of any source file. */
async function sourceStamp(): Promise<string> {
  const hash = createHash('sha256');
  const files: string[] = [];
  const exclude = (path: string) => LEFT_OUT.includes(basename(path));
  for await (const file of glob(SOURCES, { cwd: PROJECT, exclude })) files.push(file);
  for (const file of files.sort()) {
    const found = await stat(join(PROJECT, file));
    if (found.isFile()) hash.update(`${file} ${found.size} ${found.mtimeMs}\n`);
  }
  return hash.digest('hex');
}

async function isBuilt(): Promise<boolean> {
  return Promise.all(BUILT.map((file) => stat(join(PROJECT, file)))).then(
    () => true,
    () => false,
  );
}

/**
 * Builds the demo, the packages it uses and the development relay, where any source has changed since the last time.
 *
 * @throws Error with the build's output when it fails.
 */
export async function buildDemo(say: (line: string) => void): Promise<void> {
  const stamp = await sourceStamp();
  const last = await readFile(STAMP, 'utf8').catch(() => '');
  if (stamp === last && (await isBuilt())) return;
  say('building the packages and the page …');
  const startedAt = performance.now();
  const filters = ['--filter', '@goff-web/demo...', '--filter', '@goff-web/dev-relay...'];
  const { isPassed, output } = await runCommand(['pnpm', ...filters, 'run', 'build'], () => undefined);
  if (!isPassed) throw new Error(`the demo could not be built:\n${output}`);
  await mkdir(dirname(STAMP), { recursive: true });
  await writeFile(STAMP, stamp);
  say(`built in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
}
