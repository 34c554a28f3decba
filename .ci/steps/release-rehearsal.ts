import { cp, glob, mkdtemp, readdir, readFile, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishedPackages } from '../packages/published-packages.ts';
import { PROJECT, runCommand } from './run-command.ts';
import type { Step } from './step.ts';

const FILES = [
  '{package.json,pnpm-workspace.yaml,pnpm-lock.yaml}',
  '.changeset/*',
  '{packages,apps,.ci}/*/{package.json,CHANGELOG.md}',
  'packages/engine/bench/package.json',
];

/** What is wrong with versions and changelogs, a line each. */
async function faultsOf(folder: string): Promise<readonly string[]> {
  const packages = await publishedPackages(join(folder, 'packages'));
  const versions = new Set(packages.map(({ manifest }) => manifest.version));
  const faults =
    versions.size === 1 ? [] : [`published packages would differ in version: ${[...versions].sort().join(', ')}`];
  for (const { folder: own, manifest } of packages) {
    const { name, version } = manifest;
    const changelog = await readFile(join(folder, 'packages', own, 'CHANGELOG.md'), 'utf8').catch(() => '');
    if (!changelog.includes(`## ${version}`))
      faults.push(`${name} would be released as ${version} without a changelog`);
  }
  return packages.length === 0 ? ['found no package that is published'] : faults;
}

/** What would be wrong with the next release of a project; none where all is well. Nothing of the project is written to. */
export async function releaseFaults(project: string, progress: (line: string) => void): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'goff-release-'));
  try {
    for (const pattern of FILES) {
      for await (const file of glob(pattern, { cwd: project })) await cp(join(project, file), join(folder, file));
    }
    await symlink(join(PROJECT, 'node_modules'), join(folder, 'node_modules'));
    const changesets = (await readdir(join(folder, '.changeset'))).filter((name) => /(?<!README)\.md$/.test(name));
    // Between the commit that writes the versions and the next change there is none; what is published then is what stands there.
    if (changesets.length === 0) return await faultsOf(folder);
    const tool = join(PROJECT, 'node_modules/@changesets/cli/bin.js');
    const { isPassed, output } = await runCommand([process.execPath, tool, 'version'], progress, process.env, folder);
    return isPassed ? await faultsOf(folder) : [output];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Rehearses the next release on copies of the manifests: changesets are well formed, every package gets the same version and a changelog. */
export const releaseRehearsal: Step = {
  name: 'release',
  async run(progress) {
    const faults = await releaseFaults(PROJECT, progress);
    return { passed: faults.length === 0 ? 1 : 0, failed: faults.length === 0 ? 0 : 1, output: faults.join('\n') };
  },
};
