import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { fleetLoad } from './fleet-arithmetic.ts';
import { arithmeticTable } from './fleet-page.ts';

const FLEET = {
  browsers: 1_000,
  tabs: 1,
  pollIntervalMs: 10_000,
  livePollIntervalMs: 30_000,
  editsPerHour: 0,
  bodyBytes: 1_000,
};

test('a thousand browsers that poll every ten seconds ask a hundred times a second', () => {
  expect(fleetLoad({ ...FLEET, streams: false })).toEqual({
    requestsPerSecond: 100,
    bytesPerSecond: 20_000,
    openStreams: 0,
  });
});

test('with a stream each asks once for a change, and only then once an interval', () => {
  const load = fleetLoad({ ...FLEET, streams: true, editsPerHour: 72 });
  expect(load.requestsPerSecond).toBeCloseTo(40);
  expect(load.openStreams).toBe(1_000);
});

test('tabs that ask by themselves cost as much as browsers', () => {
  expect(fleetLoad({ ...FLEET, streams: false, tabs: 3 }).requestsPerSecond).toBe(300);
});

test('without conditional requests every answer has a body', () => {
  const load = fleetLoad({ ...FLEET, streams: false, editsPerHour: 6, isUnconditional: true });
  expect(load.bytesPerSecond).toBe(100 * (200 + 1_000));
});

test('the documentation says what the arithmetic says', async () => {
  const page = await readFile(new URL('../../docs/fleet.md', import.meta.url), 'utf8');
  expect(page).toContain(arithmeticTable());
});
