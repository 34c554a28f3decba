import { allocate, trim } from '../memory/arena';
import { fail, Fault, fault, MAX_DEPTH } from '../memory/fault';
import { append, Kind, newMember, newNode, Node } from '../memory/node';
import { readDecimal } from '../number/read';
import { decode, encode, REPLACEMENT, width } from '../text/utf8';

/**
 * JSON as Go's `encoding/json` reads it: RFC 8259, nothing more; bytes that are not UTF-8 and lone surrogates become U+FFFD; a number
 * beyond the range of floats is well formed, and an error only where it is decoded.
 *
 * @see https://github.com/golang/go/blob/go1.26.0/src/encoding/json/scanner.go
 */

let at: usize = 0;
let end: usize = 0;

/** Whether the latest document has a number that no float can hold. */
export let hasHugeNumber: bool = false;

/**
 * The document's value, in the current arena; strings without escapes stay where they are in the document. Null when it is not JSON, or when
 * a fault was set. `depth`: levels around this document.
 */
export function parseJson(text: usize, length: usize, depth: i32): Node | null {
  at = text;
  end = text + length;
  hasHugeNumber = false;
  skipSpace();
  const value = newNode(Kind.NULL);
  if (!readValue(value, depth)) return null;
  skipSpace();
  return at == end && fault == Fault.NONE ? value : null;
}

// @ts-ignore: decorator
@inline
function peek(): u32 {
  return at < end ? load<u8>(at) : 0;
}

// @ts-ignore: decorator
@inline
function skipSpace(): void {
  while (at < end) {
    const c = load<u8>(at);
    if (c != 0x20 && c != 0x0a && c != 0x0d && c != 0x09) return;
    at++;
  }
}

function readValue(into: Node, depth: i32): bool {
  const c = peek();
  switch (c) {
    case 0x22:
      return readString(into);
    case 0x7b:
      return readObject(into, depth);
    case 0x5b:
      return readArray(into, depth);
    case 0x74:
      into.kind = Kind.TRUE;
      return readLiteral('true');
    case 0x66:
      into.kind = Kind.FALSE;
      return readLiteral('false');
    case 0x6e:
      into.kind = Kind.NULL;
      return readLiteral('null');
    default:
      return readNumber(into);
  }
}

function readLiteral(word: string): bool {
  const length = <usize>word.length;
  if (end - at < length) return false;
  for (let i: usize = 0; i < length; i++) {
    if (<u16>load<u8>(at + i) != load<u16>(changetype<usize>(word) + (i << 1))) return false;
  }
  at += length;
  return true;
}

function readArray(into: Node, depth: i32): bool {
  if (depth >= MAX_DEPTH) {
    fail(Fault.TOO_DEEP);
    return false;
  }
  into.kind = Kind.ARRAY;
  at++;
  skipSpace();
  if (peek() == 0x5d) {
    at++;
    return true;
  }
  while (true) {
    const element = newNode(Kind.NULL);
    if (!readValue(element, depth + 1) || fault) return false;
    append(into, element);
    skipSpace();
    const c = peek();
    at++;
    if (c == 0x5d) return true;
    if (c != 0x2c) return false;
    skipSpace();
  }
}

function readObject(into: Node, depth: i32): bool {
  if (depth >= MAX_DEPTH) {
    fail(Fault.TOO_DEEP);
    return false;
  }
  into.kind = Kind.OBJECT;
  at++;
  skipSpace();
  if (peek() == 0x7d) {
    at++;
    return true;
  }
  while (true) {
    const member = newMember(Kind.STRING, 0, 0);
    if (peek() != 0x22 || !readString(member)) return false;
    member.key = member.text;
    member.keyLength = member.length;
    member.length = 0;
    member.integer = 0;
    skipSpace();
    if (peek() != 0x3a) return false;
    at++;
    skipSpace();
    if (!readValue(member, depth + 1) || fault) return false;
    append(into, member);
    skipSpace();
    const c = peek();
    at++;
    if (c == 0x7d) return true;
    if (c != 0x2c) return false;
    skipSpace();
  }
}

function readNumber(into: Node): bool {
  const start = at;
  const negative = peek() == 0x2d;
  if (negative) at++;
  const digits = at;
  if (peek() == 0x30) at++;
  else if (!skipDigits()) return false;
  let plain = at - digits <= 15;
  if (peek() == 0x2e) {
    plain = false;
    at++;
    if (!skipDigits()) return false;
  }
  if ((peek() | 0x20) == 0x65) {
    plain = false;
    at++;
    if (peek() == 0x2b || peek() == 0x2d) at++;
    if (!skipDigits()) return false;
  }
  into.kind = Kind.NUMBER;
  let value: f64 = 0;
  if (plain) {
    let whole: u64 = 0;
    for (let i = digits; i < at; i++) whole = whole * 10 + (load<u8>(i) - 0x30);
    value = <f64>whole;
  } else {
    value = readDecimal(digits, at);
    if (value == Infinity) hasHugeNumber = true;
  }
  into.number = load<u8>(start) == 0x2d ? -value : value;
  return true;
}

function skipDigits(): bool {
  const start = at;
  while (peek() - 0x30 <= 9) at++;
  return at > start;
}

function readString(into: Node): bool {
  const start = ++at;
  while (true) {
    // Eight bytes at once while they are ASCII without quote, backslash and control characters.
    while (at + 8 <= end) {
      const word = load<u64>(at, 0, 1);
      const quote = word ^ 0x2222222222222222;
      const slash = word ^ 0x5c5c5c5c5c5c5c5c;
      const special =
        word |
        (word - 0x2020202020202020) |
        (quote - 0x0101010101010101) |
        (slash - 0x0101010101010101);
      if (special & 0x8080808080808080) break;
      at += 8;
    }
    if (at >= end) return false;
    const c = load<u8>(at);
    if (c == 0x22) break;
    if (c == 0x5c || c < 0x20) return readEscapedString(into, start);
    if (c >= 0x80) {
      if (decode(at, end) == REPLACEMENT && width == 1) return readEscapedString(into, start);
      at += width;
    } else {
      at++;
    }
  }
  into.kind = Kind.STRING;
  into.text = start;
  into.length = <u32>(at - start);
  into.escaped = 0;
  at++;
  return true;
}

/** The long way round: a copy without escapes and malformed bytes. `at` is the first byte that needs it. */
function readEscapedString(into: Node, start: usize): bool {
  let close = at;
  for (; ; close++) {
    if (close >= end) return false;
    const c = load<u8>(close);
    if (c == 0x22) break;
    if (c < 0x20) return false;
    if (c == 0x5c) close++;
  }
  // A malformed byte becomes three bytes; escapes only get shorter.
  const copy = allocate((close - start) * 3);
  if (!copy) return false;
  memory.copy(copy, start, at - start);
  let to = copy + (at - start);
  let escaped = false;
  while (at < close) {
    const c = load<u8>(at);
    if (c == 0x5c) {
      const rune = readEscape(close);
      if (rune > 0x10ffff) return false;
      to = encode(to, rune);
      escaped = true;
    } else if (c < 0x80) {
      store<u8>(to++, c);
      at++;
    } else {
      to = encode(to, decode(at, close));
      at += width;
    }
  }
  into.kind = Kind.STRING;
  into.text = copy;
  into.length = <u32>(to - copy);
  into.escaped = escaped;
  trim(to);
  at = close + 1;
  return true;
}

const MALFORMED: u32 = 0xffffffff;

function readEscape(close: usize): u32 {
  const c = load<u8>(at + 1);
  at += 2;
  switch (c) {
    case 0x22:
    case 0x2f:
    case 0x5c:
      return c;
    case 0x62:
      return 0x08;
    case 0x66:
      return 0x0c;
    case 0x6e:
      return 0x0a;
    case 0x72:
      return 0x0d;
    case 0x74:
      return 0x09;
    case 0x75:
      break;
    default:
      return MALFORMED;
  }
  const unit = readHexadecimal(at, close);
  if (unit == MALFORMED) return MALFORMED;
  at += 4;
  if (unit >> 11 != 0x1b) return unit;
  // A high surrogate with its low one makes a code point; any other is replaced alone.
  if (unit < 0xdc00 && at + 6 <= close && load<u16>(at, 0, 1) == 0x755c) {
    const low = readHexadecimal(at + 2, close);
    if (low == MALFORMED) return MALFORMED;
    if (low >> 10 == 0x37) {
      at += 6;
      return 0x10000 + ((unit & 0x3ff) << 10) + (low & 0x3ff);
    }
  }
  return REPLACEMENT;
}

function readHexadecimal(from: usize, close: usize): u32 {
  if (from + 4 > close) return MALFORMED;
  let value: u32 = 0;
  for (let i: usize = 0; i < 4; i++) {
    const c: u32 = load<u8>(from + i);
    const letter = (c | 0x20) - 0x61;
    const digit = c - 0x30;
    if (digit <= 9) value = (value << 4) | digit;
    else if (letter <= 5) value = (value << 4) | (letter + 10);
    else return MALFORMED;
  }
  return value;
}
