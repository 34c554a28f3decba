import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The version of a dependency as it is installed for the package in `folder`: what a measurement has to name. */
export function installedVersion(dependency: string, folder: string): string {
  const { version }: { readonly version: string } = JSON.parse(
    readFileSync(join(folder, 'node_modules', dependency, 'package.json'), 'utf8'),
  );
  return version;
}
