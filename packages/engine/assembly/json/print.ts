import { allocate } from '../memory/arena';
import { fault } from '../memory/fault';
import { Kind, kindOf, Node } from '../memory/node';
import { FIXED_BYTES, printJsonNumber } from '../number/print';

/**
 * JSON as Go's `encoding/json` writes it, but for the order of members: Go sorts those of a map, and nobody may rely on it. `<`, `>`, `&`, U+2028 and
 * U+2029 come out as they are, which is the same text.
 *
 * @see https://github.com/golang/go/blob/go1.26.0/src/encoding/json/encode.go
 */

/** A growing text in the current arena. When the memory cannot grow, the fault is set and the text stays as it is. */
let start: usize = 0;
let at: usize = 0;
let limit: usize = 0;

export function beginText(): void {
  start = allocate(1024);
  at = start;
  limit = start ? start + 1024 : 0;
}

export function textStart(): usize {
  return start;
}

export function textLength(): u32 {
  return <u32>(at - start);
}

function reserve(bytes: usize): bool {
  if (bytes <= limit - at) return true;
  const length = at - start;
  const capacity = max((length + bytes) * 2, 1024);
  const copy = allocate(capacity);
  if (!copy) return false;
  memory.copy(copy, start, length);
  start = copy;
  at = copy + length;
  limit = copy + capacity;
  return true;
}

export function writeByte(byte: u8): void {
  if (reserve(1)) store<u8>(at++, byte);
}

/** Words of ASCII. */
export function write(words: string): void {
  const length = <usize>words.length;
  if (!reserve(length)) return;
  for (let i: usize = 0; i < length; i++) store<u8>(at + i, load<u8>(changetype<usize>(words) + (i << 1)));
  at += length;
}

export function writeBytes(text: usize, length: u32): void {
  if (!reserve(length)) return;
  memory.copy(at, text, length);
  at += length;
}

/** The text between quotes, escaped where JSON demands it. */
export function writeString(text: usize, length: u32): void {
  if (!reserve((<usize>length) * 6 + 2)) return;
  store<u8>(at++, 0x22);
  for (let i: u32 = 0; i < length; i++) {
    const c = load<u8>(text + i);
    if (c == 0x22 || c == 0x5c) {
      store<u8>(at++, 0x5c);
      store<u8>(at++, c);
    } else if (c < 0x20) {
      store<u32>(at, 0x3030755c, 0, 1); // \u00
      store<u8>(at, 0x30 | (c >> 4), 4);
      store<u8>(at, (c & 15) < 10 ? 0x30 | (c & 15) : 0x57 + (c & 15), 5);
      at += 6;
    } else {
      store<u8>(at++, c);
    }
  }
  store<u8>(at++, 0x22);
}

/** Turns everything behind the first `length` bytes into a quoted string. */
export function quoteFrom(length: u32): void {
  const bytes = textLength() - length;
  const copy = allocate(bytes);
  if (!copy) return;
  memory.copy(copy, start + length, bytes);
  at = start + length;
  writeString(copy, bytes);
}

/** A value of a document: an int, which only the evaluation context has, is never printed. */
export function writeNode(node: Node | null): void {
  switch (kindOf(node)) {
    case Kind.FALSE:
      write('false');
      break;
    case Kind.TRUE:
      write('true');
      break;
    case Kind.NUMBER:
      if (reserve(FIXED_BYTES)) at = printJsonNumber(at, node!.number);
      break;
    case Kind.STRING:
      writeString(node!.text, node!.length);
      break;
    case Kind.ARRAY:
      writeByte(0x5b);
      for (let child = node!.first; child; child = child!.next) {
        if (child != node!.first) writeByte(0x2c);
        writeNode(child);
      }
      writeByte(0x5d);
      break;
    case Kind.OBJECT:
      writeByte(0x7b);
      writeMembers(node!, false);
      writeByte(0x7d);
      break;
    default:
      write('null');
  }
}

/** Members without the braces; with `more`, something stands before them. Returns whether there is anything now. */
export function writeMembers(object: Node, more: bool): bool {
  for (let member = object.first; member && !fault; member = member!.next) {
    if (more) writeByte(0x2c);
    more = true;
    writeString(member.key, member.keyLength);
    writeByte(0x3a);
    writeNode(member);
  }
  return more;
}
