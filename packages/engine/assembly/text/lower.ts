import { allocate, trim } from '../memory/arena';
import { RUN_BYTES, runsEnd, runsOf } from './lower-table';
import { decode, encode, width } from './utf8';

/**
 * Go's `strings.ToLower`: code point by code point with the simple mappings, so `İ` becomes `i`, `ẞ` becomes `ß`, and a final sigma is an
 * ordinary one. Not what JavaScript does.
 *
 * @see https://github.com/golang/go/blob/go1.26.0/src/strings/strings.go (ToLower)
 */

/** Bytes of the text that `toLower` returned last. */
export let lowerLength: u32 = 0;

/** The text in lower case: itself where nothing changes, else a copy in the current arena; 0 when the memory cannot grow. */
export function toLower(text: usize, length: u32): usize {
  lowerLength = length;
  const end = text + length;
  for (let at = text; at < end; at++) {
    const c = load<u8>(at);
    if (c >= 0x80) return lowerRunes(text, end);
    if (<u32>c - 0x41 <= 25) return lowerAscii(text, length);
  }
  return text;
}

function lowerAscii(text: usize, length: u32): usize {
  const copy = allocate(length);
  if (!copy) return 0;
  for (let i: u32 = 0; i < length; i++) {
    const c = load<u8>(text + i);
    if (c >= 0x80) return lowerRunes(text, text + length);
    store<u8>(copy + i, <u32>c - 0x41 <= 25 ? c | 0x20 : c);
  }
  return copy;
}

function lowerRunes(text: usize, end: usize): usize {
  // A mapping makes a code point at most one byte longer: two become three.
  const copy = allocate((end - text) * 2);
  if (!copy) return 0;
  let to = copy;
  while (text < end) {
    const rune = decode(text, end);
    text += width;
    to = encode(to, lowerRune(rune));
  }
  lowerLength = <u32>(to - copy);
  trim(to);
  return copy;
}

function lowerRune(rune: u32): u32 {
  if (rune < 0x80) return rune - 0x41 <= 25 ? rune | 0x20 : rune;
  const plane = rune >> 16;
  if (plane > 1) return rune;
  const code = rune & 0xffff;
  const end = runsEnd(plane);
  for (let run = runsOf(plane); run < end; run += RUN_BYTES) {
    const first: u32 = load<u16>(run);
    if (code < first) return rune;
    const shape: u32 = load<u16>(run, 2);
    const step = shape & 7;
    const distance = code - first;
    if (distance < (shape >> 3) * step) {
      return distance % step ? rune : (plane << 16) | ((code + load<u16>(run, 4)) & 0xffff);
    }
  }
  return rune;
}
