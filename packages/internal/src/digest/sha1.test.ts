import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha1Hex } from './sha1.ts';

it('agrees with the platform for every length around the block borders', () => {
  for (let length = 0; length <= 200; length += 1) {
    const bytes = new Uint8Array(length).map((_, index) => (index * 31 + length) & 0xff);
    expect(sha1Hex(bytes)).toBe(createHash('sha1').update(bytes).digest('hex'));
  }
});

it('agrees with the platform for arbitrary bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 5_000 }), (bytes) => {
      expect(sha1Hex(bytes)).toBe(createHash('sha1').update(bytes).digest('hex'));
    }),
  );
});

it('reads only the window of a view into a larger buffer', () => {
  const whole = new TextEncoder().encode('..Hello World..');
  expect(sha1Hex(whole.subarray(2, 13))).toBe('0a4d55a8d778e5022fab701977c5d840bbc486d0');
});
