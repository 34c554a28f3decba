import { expect, test } from 'vitest';
import { datedFlags } from './dated-flags.ts';

test('dates keep their distance to the day on which they are looked at', () => {
  const now = Date.parse('2026-11-25T18:00:00Z');
  expect(datedFlags('date: 2039-12-30T00:00:00Z\nend: 2040-01-03T12:30:00Z', now)).toBe(
    'date: 2026-11-23T00:00:00Z\nend: 2026-11-27T12:30:00Z',
  );
});

test('what is no date stays', () => {
  expect(datedFlags('a: "2039-12"\nb: 20400101', Date.now())).toBe('a: "2039-12"\nb: 20400101');
});
