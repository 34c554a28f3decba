// What users do: install the packages from the registry, here from tarballs as a release would upload them. Third-party versions are those of
// the lock file beside; ours are not in it, for their content changes with every build.
import { execFile } from 'node:child_process';
import { cp, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const here = import.meta.dirname;
const packages = join(here, '../../packages');

/** What every consumer installs; `@goff-web/engine` comes along. */
const OURS = ['core', 'remote'];

/** What some install besides: because they name files of the engine, or use every entry point there is. */
const MORE: Readonly<Record<string, readonly string[]>> = {
  esbuild: ['engine'],
  'import-map': ['engine'],
  typescript: ['engine', 'cdn'],
};

async function packInto(folder: string): Promise<void> {
  for (const name of [...OURS, 'engine', 'cdn']) {
    // `pnpm pack` writes real versions for `catalog:` and `workspace:`.
    await run('pnpm', ['--dir', join(packages, name), 'pack', '--out', join(folder, `${name}.tgz`)]);
  }
}

async function addOurs(folder: string, consumer: string, tarballs: string): Promise<void> {
  const file = join(folder, consumer, 'package.json');
  const manifest: { dependencies?: Record<string, string> } = JSON.parse(await readFile(file, 'utf8'));
  manifest.dependencies ??= {};
  for (const name of [...OURS, ...(MORE[consumer] ?? [])])
    manifest.dependencies[`@goff-web/${name}`] = `file:${join(tarballs, `${name}.tgz`)}`;
  await writeFile(file, JSON.stringify(manifest));
}

/**
 * Packs the packages and installs every consumer, in a folder of their own.
 *
 * @returns that folder; whoever asked for it deletes it.
 */
export async function installConsumers(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'goff-consumers-'));
  const tarballs = join(folder, '.tarballs');
  await cp(here, folder, {
    recursive: true,
    filter: (path) => !/\/(node_modules|dist|\.next|consumers\/[^/]+\.ts)$/.test(path),
  });
  await packInto(tarballs);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isDirectory() || entry.name.startsWith('.')) continue;
    await addOurs(folder, entry.name, tarballs);
    await cp(join(folder, 'show-flags.js'), join(folder, entry.name, 'src/show-flags.js'));
  }
  const settings = join(folder, 'pnpm-workspace.yaml');
  const override = `overrides:\n  '@goff-web/engine': 'file:${join(tarballs, 'engine.tgz')}'\n`;
  await writeFile(settings, `${await readFile(settings, 'utf8')}\n${override}`);
  await run('pnpm', ['--dir', folder, 'install', '--no-frozen-lockfile', '--prefer-offline']);
  return folder;
}
