import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';

async function isHealthy(url: string): Promise<boolean> {
  return fetch(`${url}/health`).then(
    (answer) => answer.ok,
    () => false,
  );
}

test.for(['SIGKILL', 'SIGINT'] as const)(
  'leaves nothing behind when %s ends the process that started it',
  async (signal) => {
    const temporary = await mkdtemp(join(tmpdir(), 'goff-guard-test-'));
    const starter = spawn(process.execPath, [join(import.meta.dirname, 'main.ts')], {
      env: { ...process.env, TMPDIR: temporary },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let url = '';
    for await (const line of createInterface({ input: starter.stdout })) {
      url = /at (http:\S+);/.exec(line)?.[1] ?? '';
      if (url !== '') break;
    }
    expect(await isHealthy(url)).toBe(true);
    expect(await readdir(temporary)).toHaveLength(1);

    starter.kill(signal);
    await once(starter, 'exit');
    await expect.poll(() => isHealthy(url), { timeout: 10_000 }).toBe(false);
    await expect.poll(() => readdir(temporary), { timeout: 10_000 }).toEqual([]);
    await rm(temporary, { recursive: true });
  },
);
