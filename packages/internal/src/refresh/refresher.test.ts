import { expect, it } from 'vitest';
import { createFakeClock } from '../platform/fake-clock.ts';
import type { RefreshVerdict } from './refresh-delay.ts';
import { createRefresher, type Refresher } from './refresher.ts';

function aRefresher(verdicts: RefreshVerdict[] = [], pollIntervalMs = 10_000) {
  const clock = createFakeClock();
  const attempts: { readonly atMs: number; readonly signal: AbortSignal; finish(verdict: RefreshVerdict): void }[] = [];
  const startMs = clock.now();
  const refresher: Refresher = createRefresher({
    clock,
    random: () => 0.5,
    serving: () => true,
    pollIntervalMs: () => pollIntervalMs,
    attempt: (signal) =>
      new Promise((resolve) => {
        attempts.push({ atMs: clock.now() - startMs, signal, finish: resolve });
        const verdict = verdicts.shift();
        if (verdict !== undefined) resolve(verdict);
      }),
  });
  return { attempts, clock, refresher };
}

const GOOD: RefreshVerdict = { kind: 'refreshed' };

it('attempts at once and then once an interval', async () => {
  const { attempts, clock, refresher } = aRefresher([GOOD, GOOD, GOOD]);
  await refresher.start();
  await clock.advance(20_000);
  expect(attempts.map((attempt) => attempt.atMs)).toEqual([0, 10_000, 20_000]);
});

it('never has two attempts under way, and lets one more follow however often it is asked', async () => {
  const { attempts, clock, refresher } = aRefresher();
  void refresher.start();
  const asked = Promise.all([refresher.refresh(), refresher.refresh(), refresher.refresh()]);
  expect(attempts).toHaveLength(1);
  attempts[0]?.finish(GOOD);
  await clock.advance(0);
  expect(attempts).toHaveLength(2);
  attempts[1]?.finish(GOOD);
  await asked;
  expect(attempts).toHaveLength(2);
});

it('replaces the waiting poll when it refreshes by hand', async () => {
  const { attempts, clock, refresher } = aRefresher([GOOD, GOOD, GOOD]);
  await refresher.start();
  await clock.advance(4_000);
  await refresher.refresh();
  await clock.advance(9_000);
  expect(attempts).toHaveLength(2);
  expect(clock.pending()).toBe(1);
});

it('sends nothing inside a rate limit', async () => {
  const { attempts, clock, refresher } = aRefresher([{ kind: 'rate-limited', retryAfterMs: 40_000 }, GOOD]);
  await refresher.start();
  await clock.advance(39_000);
  await refresher.refresh();
  expect(attempts).toHaveLength(1);
  await clock.advance(20_000);
  expect(attempts).toHaveLength(2);
});

it('ignores the verdict of an abandoned attempt', async () => {
  const { attempts, clock, refresher } = aRefresher();
  void refresher.start();
  void refresher.restart();
  expect(attempts[0]?.signal.aborted).toBe(true);
  attempts[0]?.finish(GOOD);
  await clock.advance(60_000);
  expect(attempts).toHaveLength(2);
});

it('forgets a rate limit when it is restarted', async () => {
  const { attempts, refresher } = aRefresher([{ kind: 'rate-limited', retryAfterMs: 40_000 }, GOOD]);
  await refresher.start();
  await refresher.restart();
  expect(attempts).toHaveLength(2);
});

it('leaves nothing behind when it is stopped, and can start again', async () => {
  const { attempts, clock, refresher } = aRefresher([GOOD, GOOD]);
  await refresher.start();
  refresher.stop();
  expect(clock.pending()).toBe(0);
  await refresher.refresh();
  await clock.advance(60_000);
  expect(attempts).toHaveLength(1);
  await refresher.start();
  expect(attempts).toHaveLength(2);
});

it('plans nothing while it is paused, still attempts by hand, and attempts at once when the last reason has gone', async () => {
  const { attempts, clock, refresher } = aRefresher([GOOD, GOOD, GOOD]);
  await refresher.start();
  refresher.pause('away');
  refresher.pause('led');
  expect(clock.pending()).toBe(0);
  await refresher.refresh();
  await clock.advance(60_000);
  expect(attempts).toHaveLength(2);
  refresher.resume('away');
  expect(attempts).toHaveLength(2);
  refresher.resume('led');
  await clock.advance(0);
  expect(attempts).toHaveLength(3);
  expect(clock.pending()).toBe(1);
});

it('abandons what is under way when the page goes, and lets nothing follow it', async () => {
  const { attempts, clock, refresher } = aRefresher();
  void refresher.start();
  const asked = refresher.refresh();
  refresher.pause('away');
  expect(attempts[0]?.signal.aborted).toBe(true);
  attempts[0]?.finish(GOOD);
  await asked;
  await clock.advance(60_000);
  expect(attempts).toHaveLength(1);
});

it('attempts nothing at its start while it is paused', async () => {
  const { attempts, clock, refresher } = aRefresher([GOOD]);
  refresher.pause('led');
  await refresher.start();
  await clock.advance(60_000);
  expect(attempts).toHaveLength(0);
  refresher.resume('led');
  expect(attempts).toHaveLength(1);
});

it('is resumed inside a rate limit without sending anything before its end', async () => {
  const { attempts, clock, refresher } = aRefresher([{ kind: 'rate-limited', retryAfterMs: 40_000 }, GOOD]);
  await refresher.start();
  refresher.pause('away');
  await clock.advance(20_000);
  refresher.resume('away');
  await clock.advance(19_000);
  expect(attempts).toHaveLength(1);
  await clock.advance(20_000);
  expect(attempts).toHaveLength(2);
});

it('counts anew from now when it is told to plan again, but never within a rate limit', async () => {
  const { attempts, clock, refresher } = aRefresher([GOOD, { kind: 'rate-limited', retryAfterMs: 40_000 }, GOOD]);
  await refresher.start();
  await clock.advance(8_000);
  refresher.replan();
  await clock.advance(9_000);
  expect(attempts).toHaveLength(1);
  await clock.advance(1_000);
  expect(attempts).toHaveLength(2);
  refresher.replan();
  await clock.advance(39_000);
  expect(attempts).toHaveLength(2);
  await clock.advance(12_000);
  expect(attempts).toHaveLength(3);
});
