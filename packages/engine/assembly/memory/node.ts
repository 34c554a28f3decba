import { allocate } from './arena';

/** What a {@link Node} holds. The order matters: everything up to `NULL` is Go's nil, everything up to `STRING` but `INT` is a primitive. */
export enum Kind {
  ABSENT,
  NULL,
  FALSE,
  TRUE,
  /** Go's float64: how JSON numbers are decoded. */
  NUMBER,
  /** Go's int: whole numbers at the top level of an evaluation context become one. */
  INT,
  STRING,
  ARRAY,
  OBJECT,
}

/**
 * A JSON value. Strings are UTF-8 and lie anywhere, also inside the input document; elements and members are chained through `next`.
 * The null pointer reads as `ABSENT`.
 *
 * | offset | string          | number, int | array, object         |
 * |--------|-----------------|-------------|-----------------------|
 * | 4      | bytes           |             | elements              |
 * | 8      | address         | value       | first                 |
 * | 12     | 1: had escapes  | value       | last                  |
 */
@unmanaged
export class Node {
  kind: Kind;
  length: u32;
  private payload: u64;
  next: Node | null;

  // Members of an object only; elements of an array end here.
  keyLength: u32;
  key: usize;
  /** Operator that a JSONLogic rule names with this key, plus one; 0 until it has been looked up. */
  operator: u32;

  @inline get number(): f64 {
    return load<f64>(changetype<usize>(this), 8);
  }
  @inline set number(value: f64) {
    store<f64>(changetype<usize>(this), value, 8);
  }
  @inline get integer(): i64 {
    return load<i64>(changetype<usize>(this), 8);
  }
  @inline set integer(value: i64) {
    store<i64>(changetype<usize>(this), value, 8);
  }
  @inline get text(): usize {
    return load<usize>(changetype<usize>(this), 8);
  }
  @inline set text(value: usize) {
    store<usize>(changetype<usize>(this), value, 8);
  }
  @inline get escaped(): u32 {
    return load<u32>(changetype<usize>(this), 12);
  }
  @inline set escaped(value: u32) {
    store<u32>(changetype<usize>(this), value, 12);
  }
  @inline get first(): Node | null {
    return load<Node | null>(changetype<usize>(this), 8);
  }
  @inline set first(value: Node | null) {
    store<Node | null>(changetype<usize>(this), value, 8);
  }
  @inline get last(): Node | null {
    return load<Node | null>(changetype<usize>(this), 12);
  }
  @inline set last(value: Node | null) {
    store<Node | null>(changetype<usize>(this), value, 12);
  }
}

const ELEMENT_BYTES: usize = 24;
const MEMBER_BYTES: usize = 32;

// @ts-ignore: decorator
@inline
export function kindOf(node: Node | null): Kind {
  return load<Kind>(changetype<usize>(node));
}

/** Go's nil: JSON's null or nothing at all. */
// @ts-ignore: decorator
@inline
export function isNil(node: Node | null): bool {
  return kindOf(node) <= Kind.NULL;
}

export function newNode(kind: Kind): Node {
  const node = changetype<Node>(allocate(ELEMENT_BYTES));
  node.kind = kind;
  node.length = 0;
  node.integer = 0;
  node.next = null;
  return node;
}

export function newMember(kind: Kind, key: usize, keyLength: u32): Node {
  const node = changetype<Node>(allocate(MEMBER_BYTES));
  node.kind = kind;
  node.length = 0;
  node.integer = 0;
  node.next = null;
  node.key = key;
  node.keyLength = keyLength;
  node.operator = 0;
  return node;
}

export function newNumber(value: f64): Node {
  const node = newNode(Kind.NUMBER);
  node.number = value;
  return node;
}

export function newBoolean(value: bool): Node {
  return newNode(value ? Kind.TRUE : Kind.FALSE);
}

export function newString(text: usize, length: u32): Node {
  const node = newNode(Kind.STRING);
  node.text = text;
  node.length = length;
  return node;
}

/** The value of `source` (kind, length, payload); strings and children are shared, chain and key stay. */
// @ts-ignore: decorator
@inline
export function assign(target: Node, source: Node | null): void {
  const from = changetype<usize>(source);
  const to = changetype<usize>(target);
  store<u64>(to, load<u64>(from));
  store<u64>(to, load<u64>(from, 8), 8);
}

/** Hangs a node that belongs to no other list behind the last child. */
export function append(parent: Node, child: Node): void {
  const last = parent.last;
  if (last) last.next = child;
  else parent.first = child;
  parent.last = child;
  parent.length++;
}

/** Appends the value of `source` as an element; a node can be in one list only, so it is copied. */
export function appendCopy(array: Node, source: Node | null): void {
  const element = newNode(Kind.NULL);
  if (!isNil(source)) assign(element, source);
  append(array, element);
}

/** Appends a member with the value of `source`. */
export function appendMember(object: Node, key: usize, keyLength: u32, source: Node | null): Node {
  const member = newMember(Kind.NULL, key, keyLength);
  if (!isNil(source)) assign(member, source);
  append(object, member);
  return member;
}

/** The member of that name; the last one wins, as in Go's maps. */
export function member(object: Node, key: usize, keyLength: u32): Node | null {
  let found: Node | null = null;
  for (let at = object.first; at; at = at!.next) {
    if (at.keyLength == keyLength && memory.compare(at.key, key, keyLength) == 0) found = at;
  }
  return found;
}

/** The element at that position. */
export function element(array: Node, index: u32): Node | null {
  let at = array.first;
  while (at && index) {
    at = at.next;
    index--;
  }
  return at;
}
