import { appendCopy, appendMember, assign, isNil, Kind, kindOf, newBoolean, newNode, newNumber, newString, Node } from '../../memory/node';
import { toInt } from '../../number/integer';
import { findText } from '../../text/compare';
import { fault } from '../../memory/fault';
import { apply, parseValues } from './apply';
import { contains } from './compare';
import { Operator } from './operator';
import { panic, panicked } from './panic';
import { identical, isPrimitive, isTrue, strictNumber, toText } from './value';
import { getVariable, solveVariables } from './variables';

/**
 * Operators over lists.
 *
 * @see https://github.com/diegoholiveira/jsonlogic/blob/v3.10.1/lists.go
 * @see https://github.com/diegoholiveira/jsonlogic/blob/v3.10.1/arrays.go
 */

function nothing(): Node | null {
  return changetype<Node | null>(panic());
}

/** The list to work on: written out, or what a rule answers. Null for everything else. */
function subjectOf(args: Node, data: Node | null): Node | null {
  const first = args.first;
  if (kindOf(first) == Kind.ARRAY) return first;
  return kindOf(first) == Kind.OBJECT ? apply(first, data) : null;
}

export function filterOrMap(operator: Operator, args: Node | null, data: Node | null): Node | null {
  if (kindOf(args) != Kind.ARRAY) return nothing();
  const result = newNode(Kind.ARRAY);
  if (args!.length < 2) return result;
  const subject = subjectOf(args!, data);
  if (isNil(subject)) return result;
  if (subject!.kind != Kind.ARRAY) return nothing();
  let logic = args!.first!.next;
  if (operator == Operator.FILTER) logic = solveVariables(logic, data);
  for (let item = subject!.first; item && !panicked && !fault; item = item!.next) {
    const value = parseValues(logic, item);
    if (operator == Operator.MAP) appendCopy(result, value);
    else if (isTrue(value)) appendCopy(result, item);
  }
  return result;
}

/** `all` of nothing is false, `none` of nothing true. */
export function quantify(operator: Operator, args: Node | null, data: Node | null): Node | null {
  if (kindOf(args) != Kind.ARRAY || args!.length == 0) return nothing();
  const subject = subjectOf(args!, data);
  if (!isTrue(subject)) return newBoolean(operator == Operator.NONE);
  if (args!.length < 2 || subject!.kind != Kind.ARRAY) return nothing();
  const condition = solveVariables(args!.first!.next, data);
  for (let item = subject!.first; item && !panicked && !fault; item = item!.next) {
    const holds = isTrue(apply(condition, item));
    if (holds != (operator == Operator.ALL)) return newBoolean(operator == Operator.SOME);
  }
  return newBoolean(operator != Operator.SOME);
}

/** The accumulator keeps the type that it starts with: bool, number or string. */
export function reduce(args: Node | null, data: Node | null): Node | null {
  if (kindOf(args) != Kind.ARRAY) return nothing();
  if (args!.length < 3) return newNumber(0);
  const rule = args!.first!.next!;
  let initial: Node | null = rule.next;
  if (kindOf(initial) == Kind.OBJECT) initial = apply(initial, data);
  if (!isPrimitive(initial)) return nothing();
  const type = initial!.kind;

  const context = newNode(Kind.OBJECT);
  const current = appendMember(context, changetype<usize>(names), 7, newNumber(0));
  const accumulator = appendMember(context, changetype<usize>(names) + 7, 11, initial);
  const typeName = type == Kind.NUMBER ? newString(changetype<usize>(names) + 31, 6) : newString(changetype<usize>(names) + 27, 4);
  if (type == Kind.STRING) {
    typeName.text = changetype<usize>(names) + 37;
    typeName.length = 6;
  }
  appendMember(context, changetype<usize>(names) + 18, 9, typeName);

  const subject = subjectOf(args!, data);
  if (isNil(subject)) return newNumber(0);
  if (subject!.kind != Kind.ARRAY) return nothing();
  for (let item = subject!.first; item && !panicked && !fault; item = item!.next) {
    if (isNil(item)) continue;
    assign(current, item);
    const value = apply(rule, context);
    if (panicked) break;
    if (type == Kind.NUMBER) {
      accumulator.number = strictNumber(value);
    } else if (type == Kind.STRING) {
      const text = toText(value);
      if (text) assign(accumulator, text);
    } else {
      accumulator.kind = isTrue(value) ? Kind.TRUE : Kind.FALSE;
    }
  }
  return accumulator;
}

/** current · accumulator · valueType · bool · number · string */
const names = memory.data<u8>([
  0x63, 0x75, 0x72, 0x72, 0x65, 0x6e, 0x74, 0x61, 0x63, 0x63, 0x75, 0x6d, 0x75, 0x6c, 0x61, 0x74, 0x6f, 0x72, 0x76, 0x61, 0x6c, 0x75, 0x65,
  0x54, 0x79, 0x70, 0x65, 0x62, 0x6f, 0x6f, 0x6c, 0x6e, 0x75, 0x6d, 0x62, 0x65, 0x72, 0x73, 0x74, 0x72, 0x69, 0x6e, 0x67,
]);

/** In a string: as a part of it. In a list: as an element, numbers also within the bounds of an inner list of two. */
export function isIn(args: Node | null): Node | null {
  if (kindOf(args) != Kind.ARRAY || args!.length == 0) return nothing();
  const wanted = args!.first!;
  const place = wanted.next;
  if (kindOf(place) == Kind.STRING) {
    if (wanted.kind != Kind.STRING) return nothing();
    return newBoolean(wanted.length == 0 || findText(place!.text, place!.length, wanted.text, wanted.length) != 0);
  }
  if (kindOf(place) != Kind.ARRAY) return newBoolean(false);
  for (let item = place!.first; item && !panicked; item = item!.next) {
    let found: bool;
    if (item.kind == Kind.ARRAY) {
      if (item.length < 2) return nothing();
      const value = strictNumber(wanted);
      found = value >= strictNumber(item.first) && strictNumber(item.first!.next) >= value;
    } else if (wanted.kind == Kind.NUMBER) {
      found = strictNumber(item) == wanted.number;
    } else {
      found = identical(item, wanted);
    }
    if (found && !panicked) return newBoolean(true);
  }
  return newBoolean(false);
}

export function merge(args: Node | null): Node | null {
  const result = newNode(Kind.ARRAY);
  if (isPrimitive(args)) {
    appendCopy(result, args);
    return result;
  }
  if (kindOf(args) != Kind.ARRAY) return nothing();
  for (let item = args!.first; item && !fault; item = item!.next) {
    if (item.kind == Kind.ARRAY) {
      for (let inner = item.first; inner && !fault; inner = inner!.next) appendCopy(result, inner);
    } else {
      appendCopy(result, item);
    }
  }
  return result;
}

/** The names among the arguments that the data has no value for. */
export function missing(args: Node | null, data: Node | null): Node | null {
  let list = args;
  if (kindOf(args) == Kind.STRING) {
    list = newNode(Kind.ARRAY);
    appendCopy(list, args);
  }
  if (kindOf(list) != Kind.ARRAY) return nothing();
  const result = newNode(Kind.ARRAY);
  for (let name = list!.first; name && !panicked && !fault; name = name!.next) {
    if (isNil(getVariable(name, data))) appendCopy(result, name);
  }
  return result;
}

/** Nothing, once enough of the names have a value. */
export function missingSome(args: Node | null, data: Node | null): Node | null {
  if (kindOf(args) != Kind.ARRAY || args!.length == 0) return nothing();
  const needed = toInt(strictNumber(args!.first));
  const list = args!.first!.next;
  if (!list) return nothing();
  if (list.kind != Kind.ARRAY || list.length == 0) return newNode(Kind.ARRAY);
  const result = missing(list, data);
  if (panicked || !result) return null;
  return needed > <i64>(list.length - result.length) ? result : newNode(Kind.ARRAY);
}

/** Two lists, the first searched for the elements of the second. Anything else: `contains_none` holds, the others do not. */
export function containsOf(operator: Operator, args: Node | null): Node | null {
  const otherwise = operator == Operator.CONTAINS_NONE;
  if (kindOf(args) != Kind.ARRAY || args!.length != 2) return newBoolean(otherwise);
  const list = args!.first!;
  const wanted = list.next!;
  if (list.kind != Kind.ARRAY || wanted.kind != Kind.ARRAY) return newBoolean(otherwise);
  for (let item = wanted.first; item && !panicked; item = item!.next) {
    const found = contains(list, item);
    if (operator == Operator.CONTAINS_ALL ? !found : found) return newBoolean(operator == Operator.CONTAINS_ANY);
  }
  return newBoolean(operator != Operator.CONTAINS_ANY);
}

/** A copy of an object with one member set. The value is a rule once more. */
export function setProperty(args: Node | null, data: Node | null): Node | null {
  if (kindOf(args) != Kind.ARRAY || args!.length == 0) return null;
  const object = args!.first!;
  if (args!.length < 3 || object.kind != Kind.OBJECT) return object;
  const name = object.next!;
  if (name.kind != Kind.STRING) return object;
  const value = parseValues(name.next, data);
  if (panicked) return null;
  const modified = newNode(Kind.OBJECT);
  for (let child = object.first; child && !fault; child = child!.next) {
    appendMember(modified, child.key, child.keyLength, child);
  }
  appendMember(modified, name.text, name.length, value);
  return modified;
}
