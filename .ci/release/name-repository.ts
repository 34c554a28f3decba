// Writes into the published packages which repository they come from: a registry checks provenance against it. The forge that releases says which
// one that is; nothing of it is committed.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

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
  for (const folder of await readdir(packages)) {
    const file = join(packages, folder, 'package.json');
    const text = await readFile(file, 'utf8').catch(() => '{"private":true}');
    const manifest: { name: string; private?: boolean; repository?: unknown } = JSON.parse(text);
    if (manifest.private === true) continue;
    published.push(manifest.name);
    if (manifest.repository !== undefined) continue;
    if (!server || !repository) {
      throw new Error(
        `${manifest.name} names no repository, and GITHUB_SERVER_URL and GITHUB_REPOSITORY do not say which one this is. Without it there is no provenance.`,
      );
    }
    manifest.repository = { type: 'git', url: `git+${server}/${repository}.git`, directory: `packages/${folder}` };
    await writeFile(file, `${JSON.stringify(manifest, null, 2)}\n`);
  }
  return published;
}

if (import.meta.main) {
  const published = await nameRepository(join(import.meta.dirname, '../../packages'), process.env);
  console.log(`published from this repository: ${published.join(', ')}`);
}
