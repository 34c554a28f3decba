const BLOCK_BYTES = 64;
const DIGEST_WORDS = 5;

/**
 * SHA-1 of `bytes` as lower-case hexadecimal, synchronous and without `crypto.subtle`, which pages served over plain http do not have.
 * It names contents; it protects nothing.
 *
 * @see {@link https://www.rfc-editor.org/rfc/rfc3174 | RFC 3174}
 */
export function sha1Hex(bytes: Uint8Array): string {
  const state = new Int32Array([0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0]);
  const schedule = new Int32Array(80);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wholeBytes = bytes.byteLength - (bytes.byteLength % BLOCK_BYTES);
  for (let offset = 0; offset < wholeBytes; offset += BLOCK_BYTES) absorb(state, schedule, view, offset);

  const rest = bytes.subarray(wholeBytes);
  const tail = new Uint8Array(rest.byteLength + 9 > BLOCK_BYTES ? 2 * BLOCK_BYTES : BLOCK_BYTES);
  tail.set(rest);
  tail[rest.byteLength] = 0x80;
  const tailView = new DataView(tail.buffer);
  const bits = bytes.byteLength * 8;
  tailView.setUint32(tail.byteLength - 8, Math.floor(bits / 2 ** 32));
  tailView.setUint32(tail.byteLength - 4, bits >>> 0);
  for (let offset = 0; offset < tail.byteLength; offset += BLOCK_BYTES) absorb(state, schedule, tailView, offset);

  let hex = '';
  for (let index = 0; index < DIGEST_WORDS; index += 1)
    hex += ((state[index] ?? 0) >>> 0).toString(16).padStart(8, '0');
  return hex;
}

function absorb(state: Int32Array, schedule: Int32Array, view: DataView, offset: number): void {
  for (let i = 0; i < 16; i += 1) schedule[i] = view.getInt32(offset + i * 4);
  for (let i = 16; i < 80; i += 1) {
    schedule[i] = rotateLeft(
      word(schedule, i - 3) ^ word(schedule, i - 8) ^ word(schedule, i - 14) ^ word(schedule, i - 16),
      1,
    );
  }
  let a = word(state, 0);
  let b = word(state, 1);
  let c = word(state, 2);
  let d = word(state, 3);
  let e = word(state, 4);
  for (let i = 0; i < 80; i += 1) {
    const next = (rotateLeft(a, 5) + mix(i, b, c, d) + e + word(schedule, i)) | 0;
    e = d;
    d = c;
    c = rotateLeft(b, 30);
    b = a;
    a = next;
  }
  state[0] = word(state, 0) + a;
  state[1] = word(state, 1) + b;
  state[2] = word(state, 2) + c;
  state[3] = word(state, 3) + d;
  state[4] = word(state, 4) + e;
}

function mix(round: number, b: number, c: number, d: number): number {
  if (round < 20) return ((b & c) | (~b & d)) + 0x5a827999;
  if (round < 40) return (b ^ c ^ d) + 0x6ed9eba1;
  if (round < 60) return ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
  return (b ^ c ^ d) + 0xca62c1d6;
}

function word(words: Int32Array, index: number): number {
  return words[index] ?? 0;
}

function rotateLeft(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
