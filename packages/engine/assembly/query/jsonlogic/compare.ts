import { isNil, Kind, kindOf, newBoolean, Node } from '../../memory/node';
import { compareText, sameText } from '../../text/compare';
import { panic } from './panic';
import { identical, looseNumber } from './value';

/**
 * `==`, `===`, `<` and their kin.
 *
 * @see https://github.com/diegoholiveira/jsonlogic/blob/v3.10.1/comp.go
 */

/** Like JavaScript's, but null equals only itself, and lists and objects equal nothing. */
export function equals(a: Node | null, b: Node | null): bool {
  if (isNil(a) || isNil(b)) return isNil(a) && isNil(b);
  if (a!.kind == Kind.STRING && b!.kind == Kind.STRING) return sameText(a!.text, a!.length, b!.text, b!.length);
  return looseNumber(a) == looseNumber(b);
}

function less(a: Node | null, b: Node | null): bool {
  if (kindOf(a) == Kind.STRING && kindOf(b) == Kind.STRING) {
    return compareText(a!.text, a!.length, b!.text, b!.length) < 0;
  }
  return looseNumber(b) > looseNumber(a);
}

function lessOrEqual(a: Node | null, b: Node | null): bool {
  return less(a, b) || equals(a, b);
}

export function isEqual(args: Node | null): bool {
  if (kindOf(args) != Kind.ARRAY) {
    panic();
    return false;
  }
  return args!.length >= 2 && equals(args!.first, args!.first!.next);
}

/** Other than the loose comparison this one accepts that its arguments are no list. */
export function isSame(args: Node | null): bool {
  if (kindOf(args) != Kind.ARRAY || args!.length < 2) return false;
  const a = args!.first!;
  const b = a.next!;
  if (isNil(a) || isNil(b)) return isNil(a) && isNil(b);
  const isBoolean = a.kind == Kind.TRUE || a.kind == Kind.FALSE;
  const sameType = isBoolean ? b.kind == Kind.TRUE || b.kind == Kind.FALSE : a.kind == b.kind && a.kind != Kind.INT;
  return sameType && equals(a, b);
}

/** `a < b`, or `a < b < c` for exactly three; `orEqual` and `descending` make the other operators of it. */
export function isOrdered(args: Node | null, orEqual: bool, descending: bool): Node | null {
  if (kindOf(args) != Kind.ARRAY) return changetype<Node | null>(panic());
  if (args!.length < 2) return newBoolean(false);
  const a = args!.first!;
  const b = a.next!;
  let holds = isPair(a, b, orEqual, descending);
  if (holds && args!.length == 3) holds = isPair(b, b.next!, orEqual, descending);
  return newBoolean(holds);
}

function isPair(a: Node, b: Node, orEqual: bool, descending: bool): bool {
  const low = descending ? b : a;
  const high = descending ? a : b;
  return orEqual ? lessOrEqual(low, high) : less(low, high);
}

/** Go's comparison of interfaces, as lists search for their elements. */
export function contains(list: Node, wanted: Node | null): bool {
  for (let item = list.first; item; item = item!.next) {
    if (identical(item, wanted)) return true;
  }
  return false;
}
