// What is wrong with a packed package that no tool of others looks for.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall', 'prepare'];
const PRIVATE_PACKAGE = '@goff-web/internal';

async function readEntry(tarball: string, name: string): Promise<string> {
  const { stdout } = await run('tar', ['-xzOf', tarball, `package/${name}`], { maxBuffer: 2 ** 26 });
  return stdout;
}

/** Names of the files of a tarball, sorted. */
export async function contentsOf(tarball: string): Promise<readonly string[]> {
  const { stdout } = await run('tar', ['-tzf', tarball]);
  return stdout
    .trim()
    .split('\n')
    .map((name) => name.replace(/^package\//, ''))
    .sort();
}

/**
 * What is wrong with a tarball, a line each; none where all is well: files that are not expected or missing, a manifest that does not ask to be
 * public with provenance, scripts that would run at installation, versions that only the workspace knows, declarations that name the private
 * package, links of the README that lead nowhere on a registry's page.
 *
 * @param expected Names of its files, as they are meant to be.
 */
export async function tarballFaults(tarball: string, expected: readonly string[]): Promise<readonly string[]> {
  const files = await contentsOf(tarball);
  const faults = [
    ...files.filter((name) => !expected.includes(name)).map((name) => `holds ${name}, which is not expected`),
    ...expected.filter((name) => !files.includes(name)).map((name) => `lacks ${name}`),
  ];

  const manifest: Record<string, Record<string, string> | undefined> = JSON.parse(
    await readEntry(tarball, 'package.json'),
  );
  const { access, provenance } = manifest['publishConfig'] ?? {};
  if (access !== 'public' || String(provenance) !== 'true') faults.push('package.json: does not ask for provenance');
  for (const script of INSTALL_SCRIPTS) {
    if (manifest['scripts']?.[script] !== undefined) faults.push(`package.json: runs a script at ${script}`);
  }
  for (const kind of ['dependencies', 'peerDependencies', 'optionalDependencies']) {
    for (const [name, range] of Object.entries(manifest[kind] ?? {})) {
      if (/^(workspace|catalog|file|link):/.test(range)) faults.push(`package.json: ${name} is "${range}"`);
      if (name === PRIVATE_PACKAGE) faults.push(`package.json: ${kind} name ${name}, which is never published`);
    }
  }

  for (const name of files.filter((file) => /\.d\.[cm]?ts$/.test(file))) {
    const text = await readEntry(tarball, name);
    if (text.includes(PRIVATE_PACKAGE)) faults.push(`${name}: names ${PRIVATE_PACKAGE}, which is never published`);
  }

  const readme = files.includes('README.md') ? await readEntry(tarball, 'README.md') : undefined;
  if (readme === undefined) faults.push('lacks a README.md');
  for (const [, address = ''] of readme?.matchAll(/\]\(([^)\s]+)/g) ?? []) {
    if (!/^(https?:|mailto:|#)/.test(address)) faults.push(`README.md: ${address} leads nowhere on a registry's page`);
  }
  return faults;
}
