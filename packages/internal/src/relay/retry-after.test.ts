import { expect, it } from 'vitest';
import { retryAfterMs } from './retry-after.ts';

const NOW = Date.parse('2026-06-01T12:00:00Z');

it.each([
  ['120', 120_000],
  [' 1 ', 1_000],
  ['Mon, 01 Jun 2026 12:01:00 GMT', 60_000],
  ['2026-06-01T12:00:30Z', 30_000],
  ['99999999999', 86_400_000],
])('reads %j', (header, expected) => {
  expect(retryAfterMs(header, NOW)).toBe(expected);
});

it.each(['0', 'Mon, 01 Jun 2026 11:00:00 GMT'])(
  'does not take %j for leave to ask at once: a page whose clock is ahead would ask without end',
  (header) => {
    expect(retryAfterMs(header, NOW)).toBeUndefined();
  },
);

it.each([null, '', 'soon', '-5x'])('does not guess at %j', (header) => {
  expect(retryAfterMs(header, NOW)).toBeUndefined();
});
