import { describe, expect, it } from 'vitest';
import { decodeStoredBody, encodeStoredBody, type StoredBody } from './stored-body.ts';

const NOW = 1_750_000_000_000;
const WEEK = 7 * 24 * 3_600_000;
const STORED: StoredBody = {
  body: '{"flags":{"a":"é\\n😀"}}\n',
  entityTag: '"24-abc"',
  lastModifiedMs: NOW - 5_000,
  savedAtMs: NOW,
};
const TEXT = encodeStoredBody(STORED);

it('reads back what it wrote', () => {
  expect(decodeStoredBody(TEXT, NOW + WEEK, WEEK)).toEqual({ kind: 'usable', stored: STORED });
});

it('reads back a body without a modification date', () => {
  const undated = { ...STORED, lastModifiedMs: undefined };
  expect(decodeStoredBody(encodeStoredBody(undated), NOW, WEEK)).toEqual({ kind: 'usable', stored: undated });
});

it('calls nothing absent', () => {
  expect(decodeStoredBody(undefined, NOW, WEEK)).toEqual({ kind: 'absent' });
});

it('calls an entry expired that is older than allowed, or from beyond tomorrow', () => {
  expect(decodeStoredBody(TEXT, NOW + WEEK + 1, WEEK).kind).toBe('expired');
  expect(decodeStoredBody(TEXT, NOW - 2 * 24 * 3_600_000, WEEK).kind).toBe('expired');
});

it('uses an entry written by a clock that was an hour fast', () => {
  expect(decodeStoredBody(TEXT, NOW - 3_600_000, WEEK).kind).toBe('usable');
});

it('refuses a large entry that has lost a block to something else, wherever that is', () => {
  const large = encodeStoredBody({ ...STORED, body: JSON.stringify({ flags: 'x'.repeat(1_000_000) }) });
  for (let at = 30; at < large.length - 512; at += 1_009) {
    const damaged = `${large.slice(0, at)}${'y'.repeat(512)}${large.slice(at + 512)}`;
    expect(decodeStoredBody(damaged, NOW, WEEK).kind).toBe('corrupt');
  }
  expect(decodeStoredBody(large, NOW, WEEK).kind).toBe('usable');
});

describe('given a damaged entry', () => {
  it.each([
    ['empty', ''],
    ['foreign', '{"timestamp":1}'],
    ['foreign lines', 'other/1 2166136261\n1  t\n'],
    ['half-written', TEXT.slice(0, -4)],
    ['cut in its first line', TEXT.slice(0, 12)],
    ['altered by one character', TEXT.replace('"a"', '"b"')],
    ['of another version', TEXT.replace('goff-web/1', 'goff-web/2')],
    ['bytes', new ArrayBuffer(8) as unknown as string],
    ['an object', { foreign: true } as unknown as string],
    ['null', null as unknown as string],
  ])('refuses one that is %s', (_, text) => {
    expect(decodeStoredBody(text, NOW, WEEK).kind).toBe('corrupt');
  });
});
