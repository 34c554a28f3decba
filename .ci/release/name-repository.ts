// Writes into the published packages which repository they come from: a registry checks provenance against it. The forge that releases says which
// one that is; nothing of it is committed.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { publishedPackages } from '../packages/published-packages.ts';

/** What a forge tells its workflows about the repository that they run in. */
export interface Forge {
  readonly GITHUB_SERVER_URL?: string | undefined;
  readonly GITHUB_REPOSITORY?: string | undefined;
}

/**
 * Names the repository in every manifest that is published, except in those that name one already.
 *
 * @returns the names of all published packages.
 */
export async function nameRepository(packages: string, forge: Forge): Promise<readonly string[]> {
  const { GITHUB_REPOSITORY: repository, GITHUB_SERVER_URL: server } = forge;
  const published: string[] = [];
  for (const { folder, manifest } of await publishedPackages(packages)) {
    published.push(manifest.name);
    if (manifest.repository !== undefined) continue;
    if (!server || !repository) {
      throw new Error(
        `${manifest.name} names no repository, and GITHUB_SERVER_URL and GITHUB_REPOSITORY do not say which one this is. Without it there is no provenance.`,
      );
    }
    const named = { type: 'git', url: `git+${server}/${repository}.git`, directory: `packages/${folder}` };
    const text = `${JSON.stringify({ ...manifest, repository: named }, null, 2)}\n`;
    await writeFile(join(packages, folder, 'package.json'), text);
  }
  return published;
}

if (import.meta.main) {
  const published = await nameRepository(join(import.meta.dirname, '../../packages'), process.env);
  console.log(`published from this repository: ${published.join(', ')}`);
}
