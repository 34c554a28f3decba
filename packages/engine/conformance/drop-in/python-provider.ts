import { execFile } from 'node:child_process';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../../../.ci/cache-folder.mjs';

const run = promisify(execFile);

/** The release of GO Feature Flag's Python provider that is tried, and the SDK that it waits for (0.10 no longer does). */
const PACKAGES = ['gofeatureflag-python-provider==1.3.0', 'openfeature-sdk<0.10', 'pytest==9.2.0', 'pyyaml==6.0.3'];

/** Path of a Python that has the provider, in a virtual environment in the cache. */
export async function pythonWithProvider(): Promise<string> {
  const folder = cacheFolder('python-provider', '1.3.0');
  const python = path.join(folder, 'bin', 'python');
  const ready = path.join(folder, 'ready');
  if (await exists(ready)) return python;
  await rm(folder, { recursive: true, force: true });
  await mkdir(path.dirname(folder), { recursive: true });
  // A virtual environment cannot be moved: it is made in place and marked when it is whole.
  await run('python3', ['-m', 'venv', folder]);
  await run(python, ['-m', 'pip', 'install', '--quiet', ...PACKAGES]);
  await run('touch', [ready]);
  return python;
}

/** Folder of the provider's source distribution, with its own tests. */
export async function providerSources(python: string): Promise<string> {
  const folder = cacheFolder('python-provider', 'sources-1.3.0');
  if (await exists(folder)) return folder;
  const unfinished = `${folder}.${process.pid}`;
  await mkdir(unfinished, { recursive: true });
  const [provider = ''] = PACKAGES;
  await run(
    python,
    ['-m', 'pip', 'download', '--quiet', '--no-deps', '--no-binary', ':all:', '-d', unfinished, provider],
    {
      env: { ...process.env, PIP_NO_BINARY: 'gofeatureflag-python-provider' },
    },
  );
  await run('sh', ['-c', 'tar -xzf *.tar.gz --strip-components=1'], { cwd: unfinished });
  await rename(unfinished, folder);
  return folder;
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
