// Runs the relay proxy in a container by `runc`, without any engine: the root file system holds the binary and the
// certificates, nothing else, as the published image does.
import { execFile } from 'node:child_process';
import { copyFile, link, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { LaunchPlan, RelayLauncher } from './relay-launcher.ts';
import { bundleConfiguration } from './runc-bundle.ts';

const run = promisify(execFile);
const CERTIFICATES = '/etc/ssl/certs/ca-certificates.crt';
const MOUNTED_AT = '/goff';

/** `runc` is in a folder that only root has on its PATH. */
const ENVIRONMENT = { PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin', TZ: 'UTC' };

/** Makes the root file system beside the binary, once. Every step bears being done by two processes at a time. */
async function rootFileSystem(binary: string): Promise<string> {
  const root = join(dirname(binary), 'rootfs');
  for (const folder of ['goff', 'proc', 'dev', 'tmp', 'etc/ssl/certs'])
    await mkdir(join(root, folder), { recursive: true });
  await link(binary, join(root, basename(binary))).catch(ignoreExisting);
  await copyFile(CERTIFICATES, join(root, CERTIFICATES)).catch(ignoreMissing);
  return root;
}

function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

/** Certificates serve only relay proxies that fetch flags by https, which none of ours does. */
function ignoreMissing(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error;
}

/** Says why no container can be made here, or `undefined` where one could: it makes one that prints the usage text. */
export async function runcObstacle(binary: string): Promise<string | undefined> {
  const bundle = await mkdtemp(join(tmpdir(), 'goff-runc-'));
  try {
    const root = await rootFileSystem(binary);
    const command = [`/${basename(binary)}`, '--help'];
    await writeFile(
      join(bundle, 'config.json'),
      JSON.stringify(bundleConfiguration({ root, command, mounted: bundle, mountedAt: MOUNTED_AT })),
    );
    const given = ['--root', join(bundle, 'state'), 'run', '--bundle', bundle, basename(bundle)];
    // The usage text comes with exit code 0 or 2; what matters is that it comes.
    const { stdout, stderr } = await run('runc', given, { env: ENVIRONMENT, timeout: 10_000 }).catch(
      (error: Error & { stdout?: string; stderr?: string }) => ({
        stdout: error.stdout ?? '',
        stderr: error.stderr || error.message,
      }),
    );
    return `${stdout}${stderr}`.includes('--config') ? undefined : stderr.trim();
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await rm(bundle, { recursive: true, force: true });
  }
}

/** Runs the relay proxy's binary in containers; {@link runcObstacle} says whether that works here. */
export function runcLauncher(binary: string): RelayLauncher {
  return {
    kind: 'runc',
    startTimeoutMs: 15_000,
    async plan(folder, port): Promise<LaunchPlan> {
      await folder.writeConfiguration(port, '127.0.0.1', MOUNTED_AT);
      const root = await rootFileSystem(binary);
      const command = [`/${basename(binary)}`, '--config', `${MOUNTED_AT}/${basename(folder.configurationFile)}`];
      const bundle = bundleConfiguration({ root, command, mounted: folder.mounted, mountedAt: MOUNTED_AT });
      await writeFile(join(folder.path, 'config.json'), JSON.stringify(bundle));
      const name = basename(folder.path);
      const runc = ['runc', '--root', join(folder.path, 'state')];
      const processIdFile = join(folder.path, 'pid');
      return {
        command: [...runc, 'run', '--bundle', folder.path, '--pid-file', processIdFile, name],
        environment: ENVIRONMENT,
        cleanUp: [[...runc, 'delete', '--force', name]],
        async signal(signalName) {
          process.kill(Number(await readFile(processIdFile, 'utf8')), signalName);
        },
      };
    },
  };
}
