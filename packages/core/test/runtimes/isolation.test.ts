import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configurationAnswer, type LoopbackRelay, startLoopbackRelay } from '../../src/testing/loopback-relay.ts';
import { expectedAnswer, ISOLATION_FLAGS, USERS } from './isolation-flags.ts';
import { type StartedWorker, startInEdgeLight, startInWorkerd } from './start-worker.ts';

const LIMIT_MS = 120_000;
const LANES = 25;
const USERS_AT_ONCE = 20;
/** What engines keep for later without anything having leaked. A client alone takes more than a thousand bytes. */
const MAY_GROW_BYTES = 300 * USERS;

let relay: LoopbackRelay;
beforeAll(async () => {
  relay = await startLoopbackRelay(configurationAnswer(ISOLATION_FLAGS));
  return () => relay.close();
});

/** Sends every user's request, many of them at a time, in and between the platform's own requests. Returns what was not the user's own. */
async function askForEveryone(worker: StartedWorker): Promise<unknown[]> {
  const wrong: unknown[] = [];
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < USERS) {
      const first = next;
      next += USERS_AT_ONCE;
      const answers = (await worker.ask(`/users/${first}/${USERS_AT_ONCE}`)) as readonly unknown[];
      expect(answers).toHaveLength(USERS_AT_ONCE);
      for (const [index, answered] of answers.entries()) {
        const expected = JSON.stringify(expectedAnswer(first + index));
        if (JSON.stringify(answered) !== expected) wrong.push([first + index, answered]);
      }
    }
  };
  await Promise.all(Array.from({ length: LANES }, lane));
  return wrong;
}

describe.each([
  ['workerd', startInWorkerd],
  ['edge-light', startInEdgeLight],
] as const)('%s', (_, start) => {
  let worker: StartedWorker;
  beforeAll(async () => {
    worker = await start(relay.endpoint);
  });
  afterAll(() => worker[Symbol.asyncDispose]());

  it('never answers one user with another’s flags, in 10,000 interleaved requests, and keeps nothing of them', {
    timeout: LIMIT_MS,
  }, async () => {
    // A machine that is busy may be late with the first configuration; those requests have defaults.
    await expect.poll(() => worker.ask('/users/0/1'), { timeout: 20_000 }).toEqual([expectedAnswer(0)]);
    expect(await askForEveryone(worker)).toEqual([]);
    const before = await worker.heapBytes();
    expect(await askForEveryone(worker)).toEqual([]);
    // What the last requests still hold, a flush of their events for one, is let go of a moment later.
    await expect
      .poll(async () => (await worker.heapBytes()) - before, { timeout: 20_000, interval: 500 })
      .toBeLessThan(MAY_GROW_BYTES);
  });
});
