import { isWord } from '../text/compare';
import { Node } from '../memory/node';

/**
 * Go's `encoding/json` finds a field by its exact name, else without regard to case. Case folding is Unicode's: the long s (ſ) is an s, the
 * Kelvin sign a k.
 *
 * @see https://github.com/golang/go/blob/go1.26.0/src/encoding/json/fold.go
 */
// @ts-ignore: decorator
@inline
export function isField(member: Node, name: string): bool {
  return mayBegin(load<u8>(member.key), load<u8>(changetype<usize>(name))) && folds(member, name);
}

/** Most members are told apart by their first letter. */
// @ts-ignore: decorator
@inline
function mayBegin(first: u32, letter: u32): bool {
  return ((first ^ letter) & 0xdf) == 0 || first >= 0x80;
}

function folds(member: Node, name: string): bool {
  const end = member.key + member.keyLength;
  let at = member.key;
  let letter = changetype<usize>(name);
  for (const last = letter + (<usize>name.length << 1); letter < last; letter += 2) {
    if (at >= end) return false;
    let c: u32 = load<u8>(at++);
    if (c == 0xc5 && at < end && load<u8>(at) == 0xbf) {
      c = 0x73;
      at++;
    } else if (c == 0xe2 && at + 1 < end && load<u16>(at, 0, 1) == 0xaa84) {
      c = 0x6b;
      at += 2;
    }
    if ((c | 0x20) != ((<u32>load<u8>(letter)) | 0x20)) return false;
  }
  return at == end;
}

/** Whether the member has the field's name letter for letter. */
export function isExactly(member: Node, name: string): bool {
  return isWord(member.key, member.keyLength, name);
}
