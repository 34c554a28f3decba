import { cp, glob, mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { PROJECT, runCommand } from './run-command.ts';
import type { Step } from './step.ts';

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly private?: boolean;
}

const MANIFESTS = ['package.json', '{packages,apps}/*/package.json', 'packages/engine/bench/package.json'];
const BESIDE = ['pnpm-workspace.yaml', 'pnpm-lock.yaml', '.changeset'];

async function published(folder: string): Promise<readonly (Manifest & { readonly folder: string })[]> {
  const found: (Manifest & { readonly folder: string })[] = [];
  for await (const file of glob('packages/*/package.json', { cwd: folder })) {
    const manifest: Manifest = JSON.parse(await readFile(join(folder, file), 'utf8'));
    if (manifest.private !== true) found.push({ ...manifest, folder: join(folder, dirname(file)) });
  }
  return found;
}

/** What the changesets at hand would make of the versions and changelogs; faults, a line each. */
async function faultsOf(folder: string): Promise<readonly string[]> {
  const packages = await published(folder);
  const versions = new Set(packages.map(({ version }) => version));
  const faults = versions.size === 1 ? [] : [`published packages would differ in version: ${[...versions].join(', ')}`];
  for (const { name, version, folder: own } of packages) {
    const changelog = await readFile(join(own, 'CHANGELOG.md'), 'utf8').catch(() => '');
    if (!changelog.includes(`## ${version}`))
      faults.push(`${name} would be released as ${version} without a changelog`);
  }
  return packages.length === 0 ? ['found no package that is published'] : faults;
}

/** Rehearses the next release on copies of the manifests: changesets are well formed, every package gets the same version and a changelog. */
export const releaseRehearsal: Step = {
  name: 'release',
  async run(progress) {
    const folder = await mkdtemp(join(tmpdir(), 'goff-release-'));
    try {
      for (const pattern of MANIFESTS) {
        for await (const file of glob(pattern, { cwd: PROJECT })) await cp(join(PROJECT, file), join(folder, file));
      }
      for (const name of BESIDE) await cp(join(PROJECT, name), join(folder, name), { recursive: true });
      await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
      const changeset = join(PROJECT, 'node_modules/@changesets/cli/bin.js');
      const { isPassed, output } = await runCommand(
        [process.execPath, changeset, 'version'],
        progress,
        process.env,
        folder,
      );
      const faults = isPassed ? await faultsOf(folder) : [output];
      return { passed: faults.length === 0 ? 1 : 0, failed: faults.length === 0 ? 0 : 1, output: faults.join('\n') };
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};
