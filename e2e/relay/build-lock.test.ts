import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { buildLock } from './build-lock.ts';

/** No Linux process has it: the largest possible id is 2²² - 1. */
const NOBODY = 2 ** 22;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'goff-lock-test-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

test('the second to ask waits for the first, and is told for whom', async () => {
  const path = join(folder, 'lock');
  const first = await buildLock(path, () => undefined);
  const order: string[] = [];
  const said: string[] = [];
  const second = buildLock(path, (line) => said.push(line)).then((lock) => {
    order.push('second got it');
    return lock;
  });
  await expect.poll(() => said).toEqual([expect.stringContaining(`process ${process.pid}`)]);
  order.push('first gave it back');
  await first.release();
  await (await second).release();
  expect(order).toEqual(['first gave it back', 'second got it']);
});

test('the lock of a process that has died is void', async () => {
  const path = join(folder, 'lock');
  await mkdir(path);
  await writeFile(join(path, 'owner'), String(NOBODY));
  const said: string[] = [];
  await (await buildLock(path, (line) => said.push(line))).release();
  expect(said).toEqual([]);
});
