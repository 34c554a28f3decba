import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_INTERVAL_MS = 250;

/** A folder exists before the id of its owner is in it: an id that is missing is believed in for this long. */
const ANONYMOUS_LIMIT_MS = 5_000;

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

async function ownerOf(folder: string): Promise<number | undefined> {
  const text = await readFile(join(folder, 'owner'), 'utf8').catch(() => '');
  return text === '' ? undefined : Number(text);
}

/** A lock that is held. */
export interface BuildLock {
  release(): Promise<void>;
}

/**
 * Waits until no other process of this machine holds the lock, and takes it. Making a folder is the one atomic step all
 * file systems share. The lock of a process that has died is void. Two processes that find it void in the same moment may
 * both get it, so what is done under it must bear being done twice.
 */
export async function buildLock(folder: string, say: (line: string) => void): Promise<BuildLock> {
  let told = false;
  let anonymousSince: number | undefined;
  for (;;) {
    const made = await mkdir(folder).then(
      () => true,
      (error: NodeJS.ErrnoException) => {
        if (error.code === 'EEXIST') return false;
        throw error;
      },
    );
    if (made) break;
    const owner = await ownerOf(folder);
    anonymousSince = owner === undefined ? (anonymousSince ?? performance.now()) : undefined;
    const isVoid =
      owner === undefined ? performance.now() - (anonymousSince ?? 0) > ANONYMOUS_LIMIT_MS : !isAlive(owner);
    if (isVoid) {
      await rm(folder, { recursive: true, force: true });
    } else {
      if (!told) say(`waiting for process ${owner ?? 'unknown'}, which builds the same`);
      told = true;
      await delay(POLL_INTERVAL_MS);
    }
  }
  await writeFile(join(folder, 'owner'), String(process.pid));
  return { release: () => rm(folder, { recursive: true, force: true }) };
}
