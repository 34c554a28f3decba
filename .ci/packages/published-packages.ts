import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What a published package says of itself. */
export interface PublishedManifest {
  readonly name: string;
  readonly version: string;
  readonly repository?: unknown;
}

/** A package that a release publishes: its folder below `packages/`, and its manifest. */
export interface PublishedPackage {
  readonly folder: string;
  readonly manifest: PublishedManifest;
}

/** Every package of a folder of packages that is published, by the names of their folders. */
export async function publishedPackages(packages: string): Promise<readonly PublishedPackage[]> {
  const found: PublishedPackage[] = [];
  for (const folder of (await readdir(packages)).sort()) {
    const text = await readFile(join(packages, folder, 'package.json'), 'utf8').catch(() => '{"private":true}');
    const manifest: PublishedManifest & { readonly private?: boolean } = JSON.parse(text);
    if (manifest.private !== true) found.push({ folder, manifest });
  }
  return found;
}
