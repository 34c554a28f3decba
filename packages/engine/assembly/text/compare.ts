/**
 * Texts as Go compares them: UTF-8, byte by byte. JavaScript compares UTF-16, in which U+FFFF comes behind all emoji.
 *
 * @see https://github.com/golang/go/blob/go1.26.0/src/internal/bytealg/compare_generic.go
 */

/** Strings compare as Go's: byte by byte, which for UTF-8 is the order of code points. Negative, zero or positive. */
export function compareText(left: usize, leftLength: u32, right: usize, rightLength: u32): i32 {
  const order = memory.compare(left, right, min(leftLength, rightLength));
  return order != 0 ? order : leftLength == rightLength ? 0 : leftLength < rightLength ? -1 : 1;
}

// @ts-ignore: decorator
@inline
export function sameText(left: usize, leftLength: u32, right: usize, rightLength: u32): bool {
  return leftLength == rightLength && memory.compare(left, right, leftLength) == 0;
}

/** Whether the text is this word of ASCII letters. */
export function isWord(text: usize, length: u32, word: string): bool {
  if (length != <u32>word.length) return false;
  const code = changetype<usize>(word);
  for (let i: u32 = 0; i < length; i++) {
    if (<u16>load<u8>(text + i) != load<u16>(code + (i << 1))) return false;
  }
  return true;
}

/** Where `part` begins in `text`, which is longer or as long; 0 when it does not occur. */
export function findText(text: usize, length: u32, part: usize, partLength: u32): usize {
  if (partLength > length) return 0;
  if (partLength == 0) return text;
  const first = load<u8>(part);
  for (const last = text + length - partLength; text <= last; text++) {
    if (load<u8>(text) == first && memory.compare(text, part, partLength) == 0) return text;
  }
  return 0;
}
