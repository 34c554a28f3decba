import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type RefreshSituation, refreshDelayMs } from './refresh-delay.ts';

const MIDDLE: RefreshSituation = {
  verdict: { kind: 'refreshed' },
  failures: 0,
  serving: true,
  pollIntervalMs: 10_000,
  random: 0.5,
};

it.each<[string, Partial<RefreshSituation>, number | undefined]>([
  ['polls at the interval', {}, 10_000],
  ['polls a tenth early at the earliest', { random: 0 }, 9_000],
  ['does not poll when polling is off', { pollIntervalMs: 0 }, undefined],
  ['asks for a confirmation after five seconds', { verdict: { kind: 'unconfirmed' }, pollIntervalMs: 0 }, 5_000],
  [
    'retries a failed start after a second at most',
    { verdict: { kind: 'failed' }, failures: 1, serving: false, random: 0.999_999 },
    1_000,
  ],
  [
    'doubles the retry of a failed start',
    { verdict: { kind: 'failed' }, failures: 4, serving: false, random: 0 },
    4_000,
  ],
  [
    'retries a failed start once a minute in the end',
    { verdict: { kind: 'failed' }, failures: 99, serving: false, random: 0 },
    30_000,
  ],
  ['keeps to the polling interval while it serves', { verdict: { kind: 'failed' }, failures: 1 }, 10_000],
  [
    'backs off beyond a short polling interval',
    { verdict: { kind: 'failed' }, failures: 9, pollIntervalMs: 1_000 },
    45_000,
  ],
  [
    'retries without polling as well',
    { verdict: { kind: 'failed' }, failures: 2, pollIntervalMs: 0, random: 0 },
    1_000,
  ],
  ['is slow about a refused credential', { verdict: { kind: 'refused' }, failures: 1, random: 0 }, 15_000],
  ['is slower about one refused for long', { verdict: { kind: 'refused' }, failures: 9, random: 0 }, 150_000],
  ['waits as long as it is told', { verdict: { kind: 'rate-limited', retryAfterMs: 7_000 }, random: 0 }, 7_000],
  [
    'waits half a minute when it is not told',
    { verdict: { kind: 'rate-limited', retryAfterMs: undefined }, random: 0 },
    30_000,
  ],
])('%s', (_, change, expected) => {
  const delayMs = refreshDelayMs({ ...MIDDLE, ...change });
  if (expected === undefined) expect(delayMs).toBeUndefined();
  else expect(delayMs).toBeCloseTo(expected, -1);
});

it('never goes below what a rate limit asks for', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.double({ min: 0, max: 0.999, noNaN: true }), (retryAfterMs, random) => {
      const verdict = { kind: 'rate-limited', retryAfterMs } as const;
      expect(refreshDelayMs({ ...MIDDLE, verdict, random })).toBeGreaterThanOrEqual(retryAfterMs);
    }),
  );
});
