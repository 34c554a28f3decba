import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { configurationAnswer, type LoopbackRelay, startLoopbackRelay } from '../../src/testing/loopback-relay.ts';
import { expectedAnswer, ISOLATION_FLAGS } from './isolation-flags.ts';
import { startInWorkerd } from './start-worker.ts';

const ONE_USER = '/users/1234/1';
const ANSWERED = [expectedAnswer(1234)];

let relay: LoopbackRelay;
let folder: string;
beforeEach(async () => {
  relay = await startLoopbackRelay(configurationAnswer(ISOLATION_FLAGS));
  folder = await mkdtemp(path.join(tmpdir(), 'goff-edge-cache-'));
  return async () => {
    await relay.close();
    await rm(folder, { recursive: true, force: true });
  };
});

/** Files of the cache that hold an entry. */
async function entries(): Promise<readonly string[]> {
  return (await readdir(folder, { recursive: true })).filter((name) => name.includes('blobs'));
}

it('in workerd, an isolate begins from what another one has left in the platform’s cache, with the relay proxy gone', async () => {
  {
    await using first = await startInWorkerd(relay.endpoint, folder);
    expect(await first.ask(ONE_USER)).toEqual(ANSWERED);
    await expect.poll(async () => (await entries()).length, { timeout: 10_000 }).toBeGreaterThan(1);
    expect(relay.requests).toHaveLength(1);
  }
  await relay.close();
  await using second = await startInWorkerd(relay.endpoint, folder);
  expect(await second.ask(ONE_USER)).toEqual(ANSWERED);
});
