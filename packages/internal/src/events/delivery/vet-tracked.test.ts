import { expect, it } from 'vitest';
import { aLogger } from '../../testing/a-logger.ts';
import { vetRecords } from './vet-tracked.ts';

function vet(key: unknown, details?: unknown) {
  const logger = aLogger();
  const record = { kind: 'tracking', atMs: 0, userKey: 'u', isAnonymous: false, key, context: {}, details } as never;
  return { kept: vetRecords([record], logger), warnings: logger.warnings };
}

it('lets a good event pass without a word', () => {
  const { kept, warnings } = vet('checkout', { value: 1, at: new Date(0), nested: { items: [1, 'a', null] } });
  expect(kept).toMatchObject([
    { key: 'checkout', details: { value: 1, at: '1970-01-01T00:00:00.000Z', nested: { items: [1, 'a', null] } } },
  ]);
  expect(warnings).toEqual([]);
  expect(vet('bare').kept).toMatchObject([{ key: 'bare', details: {} }]);
});

it.each([
  [7, 'track(): the event name must be a non-empty string, got a value of type number; the event is not recorded.'],
  ['', 'track(): the event name must be a non-empty string, got an empty one; the event is not recorded.'],
  [
    undefined,
    'track(): the event name must be a non-empty string, got a value of type undefined; the event is not recorded.',
  ],
])('refuses the name %j and says so', (name, warning) => {
  expect(vet(name)).toEqual({ kept: [], warnings: [warning] });
});

it.each(['text', 7, [1]])('refuses the details %j and says so', (details) => {
  const { kept, warnings } = vet('checkout', details);
  expect(kept).toEqual([]);
  expect(warnings).toEqual([expect.stringMatching(/^track\(\): the details of "checkout" must be an object, got a/)]);
});

it('leaves out what JSON has no word for, says where it was, and keeps the rest', () => {
  const details: { [name: string]: unknown } = { price: Number.NaN, rows: [{ sum: Number.POSITIVE_INFINITY }], ok: 1 };
  details['self'] = details;
  const { kept, warnings } = vet('checkout', details);
  expect(kept).toMatchObject([{ details: { ok: 1, rows: [{}] } }]);
  expect(JSON.stringify(kept)).not.toContain('self');
  expect(warnings).toEqual(['track(): what JSON has no word for is left out of "checkout": price, rows[0].sum, self.']);
});

it('refuses details of ten megabytes and says how much goes', () => {
  const { kept, warnings } = vet('checkout', { text: 'x'.repeat(10_000_000) });
  expect(kept).toEqual([]);
  expect(warnings).toEqual([
    expect.stringMatching(/^track\(\): "checkout" has 10000\d{3} characters as JSON, at most 60000 go;/),
  ]);
});

it('loses nothing else for one bad event', () => {
  const base = { kind: 'tracking', atMs: 0, userKey: 'u', isAnonymous: false, context: {}, details: {} } as const;
  const exposure = { ...base, kind: 'feature', key: 'f' } as never;
  const kept = vetRecords(
    [{ ...base, key: 'a' }, { ...base, key: 7 } as never, exposure, { ...base, key: 'b' }],
    aLogger(),
  );
  expect(kept.map(({ key }) => key)).toEqual(['a', 'f', 'b']);
});
