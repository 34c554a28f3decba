import { allocate } from '../../memory/arena';
import { isNil, Kind, kindOf, newString, Node } from '../../memory/node';
import { parsed, ParseFloat, parseFloat } from '../../number/parse-float';
import { FIXED_BYTES, printFixed } from '../../number/print';
import { sameText } from '../../text/compare';
import { decode, width } from '../../text/utf8';
import { panic } from './panic';

/**
 * What values count as. Two conversions to numbers live side by side in the reference: comparisons use JavaScript's, arithmetic one that
 * panics on everything but numbers and strings.
 *
 * @see https://github.com/diegoholiveira/jsonlogic/blob/v3.10.1/types.go
 * @see https://github.com/diegoholiveira/jsonlogic/blob/v3.10.1/internal/javascript/javascript.go
 */

export function isTrue(node: Node | null): bool {
  switch (kindOf(node)) {
    case Kind.TRUE:
      return true;
    case Kind.NUMBER:
      return node!.number != 0;
    case Kind.STRING:
    case Kind.ARRAY:
    case Kind.OBJECT:
      return node!.length > 0;
    default:
      return false;
  }
}

/** Bool, number or string; null is none, and neither is the int that `-` and `/` answer for nothing. */
export function isPrimitive(node: Node | null): bool {
  const kind = kindOf(node);
  return kind >= Kind.FALSE && kind <= Kind.STRING && kind != Kind.INT;
}

/** For comparisons. */
export function looseNumber(node: Node | null): f64 {
  switch (kindOf(node)) {
    case Kind.NUMBER:
      return node!.number;
    case Kind.TRUE:
      return 1;
    case Kind.ABSENT:
    case Kind.NULL:
    case Kind.FALSE:
      return 0;
    case Kind.STRING: {
      // Blank is 0, but `" 5"` is no number: only the test trims.
      if (isBlank(node!.text, node!.length)) return 0;
      const value = parseFloat(node!.text, node!.length);
      return parsed == ParseFloat.OK ? value : NaN;
    }
    default:
      return NaN;
  }
}

/** For arithmetic. A string that is no number is 0, one that is too large infinite. */
export function strictNumber(node: Node | null): f64 {
  const kind = kindOf(node);
  if (kind == Kind.NUMBER) return node!.number;
  if (kind == Kind.STRING) return parseFloat(node!.text, node!.length);
  panic();
  return 0;
}

/** The value as a string node; null only together with a panic or a fault. */
export function toText(node: Node | null): Node | null {
  const kind = kindOf(node);
  if (kind == Kind.STRING) return node;
  if (isNil(node)) return newString(0, 0);
  if (kind != Kind.NUMBER) return changetype<Node | null>(panic());
  const value = node!.number;
  const text = allocate(FIXED_BYTES);
  if (!text) return changetype<Node | null>(panic());
  if (value - value == 0) return newString(text, <u32>(printFixed(text, value) - text));
  const code: u32 = value != value ? 0x4e614e : value > 0 ? 0x666e492b : 0x666e492d; // NaN, +Inf, -Inf
  store<u32>(text, code);
  return newString(text, value != value ? 3 : 4);
}

/** Go's `==` on interfaces: comparing two lists or two objects panics. */
export function identical(a: Node | null, b: Node | null): bool {
  if (isNil(a) || isNil(b)) return isNil(a) && isNil(b);
  const kind = a!.kind;
  if (kind != b!.kind) return false;
  switch (kind) {
    case Kind.NUMBER:
      return a!.number == b!.number;
    case Kind.INT:
      return a!.integer == b!.integer;
    case Kind.STRING:
      return sameText(a!.text, a!.length, b!.text, b!.length);
    case Kind.ARRAY:
    case Kind.OBJECT:
      panic();
      return false;
    default:
      return true;
  }
}

/** Code points that Go's `unicode.IsSpace` knows. */
export function isSpace(rune: u32): bool {
  if (rune <= 0x20) return rune == 0x20 || rune - 9 <= 4;
  if (rune < 0x1680) return rune == 0x85 || rune == 0xa0;
  if (rune == 0x1680 || rune - 0x2000 <= 10) return true;
  return rune == 0x2028 || rune == 0x2029 || rune == 0x202f || rune == 0x205f || rune == 0x3000;
}

function isBlank(text: usize, length: u32): bool {
  for (const end = text + length; text < end; text += width) {
    if (!isSpace(decode(text, end))) return false;
  }
  return true;
}
