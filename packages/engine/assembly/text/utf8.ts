/**
 * One code point of UTF-8, as Go's `utf8.DecodeRune`: what is not well formed is U+FFFD, one byte long.
 *
 * @see https://github.com/golang/go/blob/go1.26.0/src/unicode/utf8/utf8.go
 */
export const REPLACEMENT: u32 = 0xfffd;

/** Bytes of the code point that `decode` read last. */
export let width: u32 = 1;

export function decode(at: usize, end: usize): u32 {
  const first: u32 = load<u8>(at);
  width = 1;
  if (first < 0x80) return first;
  if (first < 0xc2 || first > 0xf4) return REPLACEMENT;
  const size: u32 = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (end - at < size) return REPLACEMENT;
  const second: u32 = load<u8>(at + 1);
  // Overlong forms, surrogates and what lies beyond U+10FFFF.
  const lowest: u32 = first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
  const highest: u32 = first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
  if (second < lowest || second > highest) return REPLACEMENT;
  let rune: u32 = ((first & (0x7f >> size)) << 6) | (second & 0x3f);
  for (let i: u32 = 2; i < size; i++) {
    const next: u32 = load<u8>(at + i);
    if ((next & 0xc0) != 0x80) return REPLACEMENT;
    rune = (rune << 6) | (next & 0x3f);
  }
  width = size;
  return rune;
}

/** Writes a code point; returns the end. */
export function encode(at: usize, rune: u32): usize {
  if (rune < 0x80) {
    store<u8>(at, <u8>rune);
    return at + 1;
  }
  if (rune < 0x800) {
    store<u8>(at, <u8>(0xc0 | (rune >> 6)));
    store<u8>(at + 1, <u8>(0x80 | (rune & 0x3f)));
    return at + 2;
  }
  if (rune < 0x10000) {
    store<u8>(at, <u8>(0xe0 | (rune >> 12)));
    store<u8>(at + 1, <u8>(0x80 | ((rune >> 6) & 0x3f)));
    store<u8>(at + 2, <u8>(0x80 | (rune & 0x3f)));
    return at + 3;
  }
  store<u8>(at, <u8>(0xf0 | (rune >> 18)));
  store<u8>(at + 1, <u8>(0x80 | ((rune >> 12) & 0x3f)));
  store<u8>(at + 2, <u8>(0x80 | ((rune >> 6) & 0x3f)));
  store<u8>(at + 3, <u8>(0x80 | (rune & 0x3f)));
  return at + 4;
}
