import fc from 'fast-check';
import { expect, it } from 'vitest';
import { sha1Hex } from './sha1.ts';

async function sha1HexByPlatform(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-1', bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

it('agrees with the platform for every length around the block borders', async () => {
  for (let length = 0; length <= 200; length += 1) {
    const bytes = new Uint8Array(length).map((_, index) => (index * 31 + length) & 0xff);
    expect(sha1Hex(bytes)).toBe(await sha1HexByPlatform(bytes));
  }
});

it('agrees with the platform for arbitrary bytes', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 5_000 }), async (bytes) => {
      expect(sha1Hex(bytes)).toBe(await sha1HexByPlatform(bytes));
    }),
  );
});

it('reads only the window of a view into a larger buffer', () => {
  const whole = new TextEncoder().encode('..Hello World..');
  expect(sha1Hex(whole.subarray(2, 13))).toBe('0a4d55a8d778e5022fab701977c5d840bbc486d0');
});
