const BLOCK_BYTES = 64;
const ROUNDS = 80;
/** The first words of the state. */
const START = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0] as const;
/** What the rounds add, a quarter of them each: the square roots of 2, 3, 5 and 10. */
const ADDENDS = new Int32Array([2, 3, 5, 10].map((number) => Math.sqrt(number) * 2 ** 30));

/**
 * SHA-1 of `bytes` as lower-case hexadecimal, synchronous and without `crypto.subtle`, which pages served over plain http do not have.
 * It names contents; it protects nothing.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3174 | RFC 3174}
 */
export function sha1Hex(bytes: Uint8Array): string {
  const { byteLength } = bytes;
  const padded = new Uint8Array(Math.ceil((byteLength + 9) / BLOCK_BYTES) * BLOCK_BYTES);
  padded.set(bytes);
  padded[byteLength] = 0x80;
  const view = new DataView(padded.buffer);
  // The length in bits has eight bytes; the upper four are zero, for nothing here is as long as 512 MB.
  view.setUint32(padded.byteLength - 4, byteLength * 8);

  const schedule = new Int32Array(ROUNDS);
  const word = (index: number): number => schedule[index] as number;
  const state = new Int32Array(START);
  for (let offset = 0; offset < padded.byteLength; offset += BLOCK_BYTES) {
    let [a = 0, b = 0, c = 0, d = 0, e = 0] = state;
    for (let i = 0; i < ROUNDS; i += 1) {
      schedule[i] =
        i < 16 ? view.getInt32(offset + i * 4) : rotateLeft(word(i - 3) ^ word(i - 8) ^ word(i - 14) ^ word(i - 16), 1);
      const quarter = (i / 20) | 0;
      const mixed = quarter === 0 ? (b & c) | (~b & d) : quarter === 2 ? (b & c) | (b & d) | (c & d) : b ^ c ^ d;
      const next = (rotateLeft(a, 5) + mixed + e + word(i) + (ADDENDS[quarter] ?? 0)) | 0;
      e = d;
      d = c;
      c = (b << 30) | (b >>> 2);
      b = a;
      a = next;
    }
    state.set([a, b, c, d, e].map((value, index) => value + (state[index] ?? 0)));
  }
  return Array.from(state, (value) => (value >>> 0).toString(16).padStart(8, '0')).join('');
}

function rotateLeft(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
